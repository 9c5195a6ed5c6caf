namespace TelegramHost.Playground;

/// <summary>Who plays, and with whom.</summary>
internal sealed record PageSession(PagePeer Person, string BotKey);

/// <summary>A person, a bot, a group or a channel; the key names it in addresses.</summary>
internal sealed record PagePeer(string Key, string Name, string? Username, string Kind, int Members, IReadOnlyList<PageCommand> Commands);

/// <summary>A command of a bot's menu.</summary>
internal sealed record PageCommand(string Command, string Description);

/// <summary>A line of the chat list.</summary>
internal sealed record PageChat(PagePeer Peer, PageMessage? Last, int Unread, int ReadOutboxMaxId);

/// <summary>A message.</summary>
internal sealed record PageMessage(
    int Id, string Chat, string SenderKey, string SenderName, string Text, IReadOnlyList<PageEntity> Entities, long Date, bool Edited, bool Out, bool Service,
    int? ReplyTo, PageKeyboard? Keyboard, PageFile? File);

/// <summary>A marked part of a text.</summary>
internal sealed record PageEntity(string Kind, int Offset, int Length, string? Argument);

/// <summary>A keyboard.</summary>
internal sealed record PageKeyboard(string Kind, IReadOnlyList<IReadOnlyList<PageButton>> Rows, bool OneTime, string? Placeholder);

/// <summary>A button; data is base64.</summary>
internal sealed record PageButton(string Text, string Kind, string? Data, string? Argument);

/// <summary>A photo or a file; the id is a string, since a browser's numbers are too short for it.</summary>
internal sealed record PageFile(string Id, bool Photo, string Name, long Size);

/// <summary>A change in the world.</summary>
internal sealed record PageChange(string Kind, string Chat, PageMessage? Message, IReadOnlyList<int> Deleted, string? Actor, bool Typing);

/// <summary>A record of the wire.</summary>
internal sealed record PageWire(long Sequence, long Time, string Direction, string Name, int Bytes, string? User, string Json);

/// <summary>A text to send or to put in place of another.</summary>
internal sealed record PageDraft(string Text, int? ReplyTo);

/// <summary>A pressed button.</summary>
internal sealed record PagePress(string Chat, int Message, string Data);

/// <summary>What the bot answered to it.</summary>
internal sealed record PageAnswer(string? Text, bool Alert, string? Url);

/// <summary>What Telegram would not allow.</summary>
internal sealed record PageError(string Error);

using TelegramHost.Client.Peers;

namespace TelegramHost.Client.Model;

/// <summary>A message of a chat, seen by the account that is logged in.</summary>
public sealed record Message
{
    /// <summary>The id: unique in a channel; elsewhere among all chats of the account that are not channels.</summary>
    public required int Id { get; init; }

    /// <summary>Where the message stands.</summary>
    public required Chat Chat { get; init; }

    /// <summary>The user who wrote it; null for channel posts and for those who write as a chat.</summary>
    public User? Sender { get; init; }

    /// <summary>The chat in whose name it was written, where that is not a user.</summary>
    public Chat? SenderChat { get; init; }

    /// <summary>The text or caption; empty for service messages and bare media.</summary>
    public string Text { get; init; } = "";

    /// <summary>The marked stretches of the text.</summary>
    public IReadOnlyList<TextEntity> Entities { get; init; } = [];

    /// <summary>When it was sent.</summary>
    public DateTimeOffset Date { get; init; }

    /// <summary>When it was edited last.</summary>
    public DateTimeOffset? EditDate { get; init; }

    /// <summary>The message that it answers, by id.</summary>
    public int? ReplyToMessageId { get; init; }

    /// <summary>The chat of <see cref="ReplyToMessageId"/> where that is another one.</summary>
    public PeerId? ReplyToChatId { get; init; }

    /// <summary>Whether the account itself sent it.</summary>
    public bool IsOutgoing { get; init; }

    /// <summary>Whether the account is mentioned in it.</summary>
    public bool IsMentioned { get; init; }

    /// <summary>Whether it came without a sound.</summary>
    public bool IsSilent { get; init; }

    /// <summary>Whether it is a channel's post.</summary>
    public bool IsPost { get; init; }

    /// <summary>Whether it tells of an event (a join, a new title …) rather than carrying content.</summary>
    public bool IsService { get; init; }

    /// <summary>The bot through which it was sent, by id.</summary>
    public long? ViaBotId { get; init; }

    /// <summary>What album it belongs to.</summary>
    public long? AlbumId { get; init; }

    /// <summary>Its buttons.</summary>
    public Keyboard? Keyboard { get; init; }

    /// <summary>The message as Telegram's schema has it; null only for messages made by hand.</summary>
    public Schema.MessageBase? Raw { get; init; }

    /// <summary>Whether it stands in a private chat.</summary>
    public bool IsPrivate => Chat.IsPrivate;

    /// <summary>The bot command that the text starts with, or null.</summary>
    public MessageCommand? Command => MessageCommand.TryParse(Text);
}

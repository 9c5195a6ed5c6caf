using System.Globalization;
using TelegramHost.Emulator;
using TelegramHost.Emulator.Inspection;

namespace TelegramHost.Playground;

/// <summary>The world in the page's words.</summary>
internal static class PageMapper
{
    public static string KeyOf(EmulatedPeer peer) => (peer switch
    {
        EmulatedGroup => "g",
        EmulatedChannel => "c",
        _ => "u",
    }) + peer.Id.ToString(CultureInfo.InvariantCulture);

    public static PagePeer Peer(EmulatedPeer peer) => peer switch
    {
        EmulatedGroup group => new PagePeer(KeyOf(group), group.Name, null, "group", group.Members.Count, []),
        EmulatedChannel channel => new PagePeer(
            KeyOf(channel), channel.Name, channel.Username, channel.IsBroadcast ? "channel" : "group", channel.Members.Count, []),
        EmulatedBot bot => new PagePeer(KeyOf(bot), bot.Name, bot.Username, "bot", 0, [.. bot.Commands.Select(command => new PageCommand(command.Command, command.Description))]),
        _ => new PagePeer(KeyOf(peer), peer.Name, (peer as EmulatedUser)?.Username, "user", 0, []),
    };

    public static PageChat Chat(EmulatedChat chat) =>
        new(Peer(chat.Peer), chat.LastMessage is { } last ? Message(last) : null, chat.UnreadCount, chat.ReadOutboxMaxId);

    public static PageMessage Message(EmulatedMessage message) => new(
        message.Id,
        KeyOf(message.Chat),
        KeyOf(Author(message)),
        Author(message).Name,
        message.Text,
        [.. message.Entities.Select(entity => new PageEntity(entity.Kind, entity.Offset, entity.Length, entity.Argument))],
        message.Date.ToUnixTimeSeconds(),
        message.EditDate is not null,
        message.IsOutgoing,
        message.IsService,
        message.ReplyToId,
        Keyboard(message.Keyboard),
        message.File is { } file ? new PageFile(file.Id.ToString(CultureInfo.InvariantCulture), file.IsPhoto, file.Name, file.Size) : null);

    public static PageChange Change(WorldEvent change) => new(
        change.Kind switch
        {
            WorldEventKind.MessageAdded => "added",
            WorldEventKind.MessageEdited => "edited",
            WorldEventKind.MessagesDeleted => "deleted",
            WorldEventKind.Typing => "typing",
            WorldEventKind.ChatRead => "read",
            _ => "chat",
        },
        KeyOf(change.Chat),
        change.Message is { } message ? Message(message) : null,
        change.DeletedIds,
        change.Actor?.Name,
        change.IsTyping);

    public static PageWire Wire(WireRecord record, World world) => new(
        record.Sequence,
        record.Time.ToUnixTimeMilliseconds(),
        record.Direction switch
        {
            WireDirection.Request => "request",
            WireDirection.Answer => "answer",
            _ => "push",
        },
        record.Name,
        record.Bytes,
        record.UserId is { } id ? world.Users.FirstOrDefault(user => user.Id == id)?.Name : null,
        record.Json);

    /// <summary>Posts are the channel's.</summary>
    private static EmulatedPeer Author(EmulatedMessage message) => message.Chat is EmulatedChannel { IsBroadcast: true } channel ? channel : message.Sender;

    private static PageKeyboard? Keyboard(EmulatedKeyboard? keyboard) => keyboard is null ? null : new PageKeyboard(
        keyboard.Kind switch
        {
            EmulatedKeyboardKind.Inline => "inline",
            EmulatedKeyboardKind.Reply => "reply",
            EmulatedKeyboardKind.Remove => "remove",
            _ => "force",
        },
        [.. keyboard.Rows.Select(row => (IReadOnlyList<PageButton>)[.. row.Select(Button)])],
        keyboard.IsOneTime,
        keyboard.Placeholder);

    private static PageButton Button(EmulatedButton button) => new(
        button.Text,
        button.Kind switch
        {
            EmulatedButtonKind.Text => "text",
            EmulatedButtonKind.Callback => "callback",
            EmulatedButtonKind.Url => "url",
            EmulatedButtonKind.Copy => "copy",
            _ => "other",
        },
        button.Data.IsEmpty ? null : Convert.ToBase64String(button.Data.Span),
        button.Argument);
}

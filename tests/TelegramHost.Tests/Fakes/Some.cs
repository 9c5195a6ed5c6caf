using System.Text;
using TelegramHost.Client.Model;
using TelegramHost.Client.Peers;
using TelegramHost.Client.Updates;

namespace TelegramHost.Tests.Fakes;

/// <summary>Updates as tests need them. Chats are basic groups by id, since those need no access hash.</summary>
internal static class Some
{
    public static readonly User Ann = new() { Id = 100, FirstName = "Ann" };

    public static NewMessage Message(string text, long chat = 1, int id = 1, bool outgoing = false, ChatKind kind = ChatKind.Private)
        => new() { Message = Content(text, chat, id, outgoing, kind) };

    public static MessageEdited Edit(string text) => new() { Message = Content(text, 1, 1, outgoing: false, ChatKind.Private) };

    public static CallbackQuery Press(string data, long chat = 1, long id = 77) => new()
    {
        Id = id,
        Sender = Ann,
        Chat = ChatOf(chat, ChatKind.Private),
        MessageId = 5,
        DataBytes = Encoding.UTF8.GetBytes(data),
    };

    public static MessagesDeleted Deletion() => new() { MessageIds = [1, 2] };

    private static Message Content(string text, long chat, int id, bool outgoing, ChatKind kind)
        => new() { Id = id, Chat = ChatOf(chat, kind), Sender = Ann, Text = text, IsOutgoing = outgoing };

    private static Chat ChatOf(long id, ChatKind kind) => new() { Id = PeerId.Chat(id), Kind = kind, Title = "A chat" };
}

using TelegramHost.Client;
using TelegramHost.Client.Model;
using TelegramHost.Client.Updates;

namespace TelegramHost.Contexts;

/// <summary>A new or edited message, and the short ways to answer it.</summary>
public class MessageContext : UpdateContext
{
    /// <summary>A context; made by the dispatcher, and by tests of handlers.</summary>
    public MessageContext(Update update, Message message, ITelegramClient client, IServiceProvider services, CancellationToken cancellationToken)
        : base(update, client, services, cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(message);
        Message = message;
    }

    /// <summary>The message.</summary>
    public Message Message { get; }

    /// <summary>Its text or caption; empty where it has none.</summary>
    public string Text => Message.Text;

    /// <summary>Where it stands.</summary>
    public Chat Chat => Message.Chat;

    /// <summary>Who wrote it; null for channel posts and those who write as a chat.</summary>
    public User? Sender => Message.Sender;

    /// <summary>Whether this is an edit of a message rather than a new one.</summary>
    public bool IsEdit => Update is MessageEdited;

    /// <summary>Whether it is worth a command or text handler: the account's own messages are not, or bots would talk to themselves.</summary>
    internal bool IsNewAndIncoming => Update is NewMessage && !Message.IsOutgoing;

    /// <summary>Sends a message to the same chat that quotes this one as what it answers.</summary>
    public Task<Message> ReplyAsync(OutgoingMessage message) => Client.Messages.ReplyAsync(Message, message, CancellationToken);

    /// <summary>Sends a message to the same chat.</summary>
    public Task<Message> RespondAsync(OutgoingMessage message) => Client.Messages.SendTextAsync(Chat, message, CancellationToken);

    /// <summary>Changes the text and buttons of this message; only its sender may.</summary>
    public Task<Message> EditAsync(OutgoingMessage message) => Client.Messages.EditTextAsync(Message, message, CancellationToken);

    /// <summary>Deletes this message for everybody, as far as the account may.</summary>
    public Task DeleteAsync() => Client.Messages.DeleteAsync(Message, cancellationToken: CancellationToken);
}

using TelegramHost.Client.Peers;
using TelegramHost.Schema;

namespace TelegramHost.Client.Model;

/// <summary>Makes the model's values out of TL and what is known of peers.</summary>
internal sealed class ModelFactory(PeerCache peers)
{
    /// <summary>The user; only its id if nothing more is known.</summary>
    public User UserOf(long userId) => peers.Find(PeerId.User(userId)) is { } record ? UserOf(record) : new User { Id = userId };

    /// <summary>The user of a record.</summary>
    public static User UserOf(PeerRecord record) => new()
    {
        Id = record.Id.Id,
        FirstName = record.Name,
        LastName = record.LastName,
        Username = record.Username,
        Phone = record.Phone,
        LanguageCode = record.LanguageCode,
        IsBot = record.Is(PeerTraits.Bot),
        IsSelf = record.Is(PeerTraits.Self),
        IsPremium = record.Is(PeerTraits.Premium),
        IsDeleted = record.Is(PeerTraits.Deleted),
    };

    /// <summary>The chat; only its id if nothing more is known.</summary>
    public Chat ChatOf(PeerId id)
    {
        var record = peers.Find(id);
        return new Chat
        {
            Id = id,
            Kind = id.Kind switch
            {
                PeerKind.User => ChatKind.Private,
                PeerKind.Chat => ChatKind.Group,
                _ => record?.Is(PeerTraits.Broadcast) == true ? ChatKind.Channel : ChatKind.Supergroup,
            },
            Title = record is null ? "" : id.Kind == PeerKind.User ? UserOf(record).DisplayName : record.Name,
            Username = record?.Username,
        };
    }

    /// <summary>The message, or null for an empty one, of which only the id is left.</summary>
    public Message? MessageOf(MessageBase message) => message switch
    {
        Schema.Message m => MessageOf(m),
        MessageService m => MessageOf(m),
        _ => null,
    };

    /// <summary>The user, if the peer is one.</summary>
    public User? UserOrNull(PeerBase peer) => peer is PeerUser user ? UserOf(user.UserId) : null;

    /// <summary>The group or channel, if the peer is one.</summary>
    public Chat? ChatOrNull(PeerBase peer) => peer is PeerUser ? null : ChatOf(PeerIds.Of(peer));

    /// <summary>The message, or null if there is none or it is an empty one.</summary>
    public Message? MessageOrNull(MessageBase? message) => message is null ? null : MessageOf(message);

    /// <summary>The messages that are not empty ones.</summary>
    public IReadOnlyList<Message> MessagesOf(MessageBase[]? messages) => [.. (messages ?? []).Select(MessageOf).OfType<Message>()];

    private Message MessageOf(Schema.Message m)
    {
        var chat = PeerIds.Of(m.PeerId);
        var (sender, senderChat) = SenderOf(m.FromId, chat, m.Out, m.Post);
        var (replyTo, replyChat) = ReplyOf(m.ReplyTo, chat);
        return new Message
        {
            Id = m.Id,
            Chat = ChatOf(chat),
            Sender = sender,
            SenderChat = senderChat,
            Text = m.MessageValue,
            Entities = TextEntities.Of(m.Entities),
            Date = DateTimeOffset.FromUnixTimeSeconds(m.Date),
            EditDate = m.EditDate is { } edited ? DateTimeOffset.FromUnixTimeSeconds(edited) : null,
            ReplyToMessageId = replyTo,
            ReplyToChatId = replyChat,
            IsOutgoing = m.Out,
            IsMentioned = m.Mentioned,
            IsSilent = m.Silent,
            IsPost = m.Post,
            ViaBotId = m.ViaBotId,
            AlbumId = m.GroupedId,
            Keyboard = Keyboards.Of(m.ReplyMarkup),
            Raw = m,
        };
    }

    private Message MessageOf(MessageService m)
    {
        var chat = PeerIds.Of(m.PeerId);
        var (sender, senderChat) = SenderOf(m.FromId, chat, m.Out, m.Post);
        var (replyTo, replyChat) = ReplyOf(m.ReplyTo, chat);
        return new Message
        {
            Id = m.Id,
            Chat = ChatOf(chat),
            Sender = sender,
            SenderChat = senderChat,
            Date = DateTimeOffset.FromUnixTimeSeconds(m.Date),
            ReplyToMessageId = replyTo,
            ReplyToChatId = replyChat,
            IsOutgoing = m.Out,
            IsMentioned = m.Mentioned,
            IsSilent = m.Silent,
            IsPost = m.Post,
            IsService = true,
            Raw = m,
        };
    }

    // In private chats the sender is left out: it is the account itself or the other one.
    private (User? User, Chat? Chat) SenderOf(PeerBase? from, PeerId chat, bool isOutgoing, bool isPost) => from switch
    {
        PeerUser user => (UserOf(user.UserId), null),
        not null => (null, ChatOf(PeerIds.Of(from))),
        null when chat.Kind == PeerKind.User => (UserOf(isOutgoing ? peers.SelfId : chat.Id), null),
        null when isPost => (null, ChatOf(chat)),
        null when isOutgoing => (UserOf(peers.SelfId), null),
        _ => (null, ChatOf(chat)),
    };

    private static (int? Id, PeerId? Chat) ReplyOf(MessageReplyHeaderBase? header, PeerId chat)
    {
        if (header is not MessageReplyHeader reply)
            return (null, null);
        var other = reply.ReplyToPeerId is { } peer ? PeerIds.Of(peer) : chat;
        return (reply.ReplyToMsgId, other == chat ? null : other);
    }
}

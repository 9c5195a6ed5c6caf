using TelegramHost.Client.Model;
using TelegramHost.Client.Peers;
using TelegramHost.Schema;

namespace TelegramHost.Client.Updates;

/// <summary>Makes typed updates out of TL.</summary>
internal sealed class UpdateFactory(ModelFactory model)
{
    /// <summary>The typed update; <see cref="RawUpdate"/> for everything without a type of its own.</summary>
    public Update Create(UpdateBase update) => update switch
    {
        UpdateNewMessage u when model.MessageOf(u.Message) is { } message => new NewMessage { Message = message },
        UpdateNewChannelMessage u when model.MessageOf(u.Message) is { } message => new NewMessage { Message = message },
        UpdateEditMessage u when model.MessageOf(u.Message) is { } message => new MessageEdited { Message = message },
        UpdateEditChannelMessage u when model.MessageOf(u.Message) is { } message => new MessageEdited { Message = message },
        UpdateDeleteMessages u => new MessagesDeleted { MessageIds = u.Messages },
        UpdateDeleteChannelMessages u => new MessagesDeleted { MessageIds = u.Messages, Channel = PeerId.Channel(u.ChannelId) },
        UpdateBotCallbackQuery u => new CallbackQuery
        {
            Id = u.QueryId,
            Sender = model.UserOf(u.UserId),
            Chat = model.ChatOf(PeerIds.Of(u.Peer)),
            MessageId = u.MsgId,
            DataBytes = u.Data,
            GameShortName = u.GameShortName,
            ChatInstance = u.ChatInstance,
        },
        UpdateInlineBotCallbackQuery u => new CallbackQuery
        {
            Id = u.QueryId,
            Sender = model.UserOf(u.UserId),
            DataBytes = u.Data,
            GameShortName = u.GameShortName,
            ChatInstance = u.ChatInstance,
        },
        _ => new RawUpdate { Chat = ChatOf(update), Raw = update },
    };

    private static PeerId? ChatOf(UpdateBase update) => update switch
    {
        UpdateUserTyping u => PeerId.User(u.UserId),
        UpdateChatUserTyping u => PeerId.Chat(u.ChatId),
        UpdateChannelUserTyping u => PeerId.Channel(u.ChannelId),
        UpdateReadHistoryInbox u => PeerIds.Of(u.Peer),
        UpdateReadHistoryOutbox u => PeerIds.Of(u.Peer),
        UpdatePinnedMessages u => PeerIds.Of(u.Peer),
        UpdateChatParticipant u => PeerId.Chat(u.ChatId),
        UpdateChannelParticipant u => PeerId.Channel(u.ChannelId),
        UpdateBotStopped u => PeerId.User(u.UserId),
        UpdateBotMessageReaction u => PeerIds.Of(u.Peer),
        UpdateBotMessageReactions u => PeerIds.Of(u.Peer),
        UpdateBotInlineQuery u => PeerId.User(u.UserId),
        _ when UpdatePlace.Of(update).ChannelId is not 0 and var channel => PeerId.Channel(channel),
        _ => null,
    };
}

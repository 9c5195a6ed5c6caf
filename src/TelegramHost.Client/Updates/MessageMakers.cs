using TelegramHost.Client.Model;
using TelegramHost.Client.Peers;
using TelegramHost.Schema;

namespace TelegramHost.Client.Updates;

/// <summary>Typed updates about messages, and the service messages among them.</summary>
internal static class MessageMakers
{
    public static void AddTo(UpdateMakers makers)
    {
        makers.On<UpdateNewMessage>((u, model) => New(u.Message, model));
        makers.On<UpdateNewChannelMessage>((u, model) => New(u.Message, model));
        makers.On<UpdateEditMessage>((u, model) => Edited(u.Message, model));
        makers.On<UpdateEditChannelMessage>((u, model) => Edited(u.Message, model));
        makers.On<UpdateDeleteMessages>((u, _) => new MessagesDeleted { MessageIds = u.Messages });
        makers.On<UpdateDeleteChannelMessages>((u, _) => new MessagesDeleted { MessageIds = u.Messages, Channel = PeerId.Channel(u.ChannelId) });
        makers.On<UpdateBotMessageReaction>((u, model) => new MessageReaction
        {
            Chat = model.ChatOf(PeerIds.Of(u.Peer)),
            MessageId = u.MsgId,
            Sender = model.UserOrNull(u.Actor),
            SenderChat = model.ChatOrNull(u.Actor),
            Date = UpdateFactory.Time(u.Date),
            Before = [.. u.OldReactions.Select(Reaction.Of)],
            After = [.. u.NewReactions.Select(Reaction.Of)],
        });
        makers.On<UpdateBotMessageReactions>((u, model) => new MessageReactionCounts
        {
            Chat = model.ChatOf(PeerIds.Of(u.Peer)),
            MessageId = u.MsgId,
            Date = UpdateFactory.Time(u.Date),
            Counts = [.. u.Reactions.Select(Model.ReactionCount.Of)],
        });
        makers.On<UpdateMessageReactions>((u, model) => new MessageReactionCounts
        {
            Chat = model.ChatOf(PeerIds.Of(u.Peer)),
            MessageId = u.MsgId,
            Counts = [.. u.Reactions.Results.Select(Model.ReactionCount.Of)],
        });
        makers.On<UpdateMessagePollVote>((u, model) => new PollVote
        {
            PollId = u.PollId,
            Sender = model.UserOrNull(u.Peer),
            SenderChat = model.ChatOrNull(u.Peer),
            Options = [.. u.Options.Select(option => (ReadOnlyMemory<byte>)option)],
            Positions = u.Positions,
        });
        makers.On<UpdateMessagePoll>((u, model) => new PollUpdated
        {
            PollId = u.PollId,
            Chat = u.Peer is { } peer ? model.ChatOf(PeerIds.Of(peer)) : null,
            MessageId = u.MsgId,
            Question = u.Poll?.Question.Text,
            IsClosed = u.Poll?.Closed,
            TotalVoters = u.Results.TotalVoters,
            Votes = [.. (u.Results.Results ?? []).Select(votes => new PollOptionVotes(votes.Option, votes.Voters, votes.Chosen, votes.Correct))],
        });
    }

    private static Update? New(MessageBase tl, ModelFactory model) => (tl, model.MessageOf(tl)) switch
    {
        (_, null) => null,
        (MessageService service, { } message) => Event(service, message, model),
        (_, { } message) => new NewMessage { Message = message },
    };

    private static MessageEdited? Edited(MessageBase tl, ModelFactory model) =>
        model.MessageOf(tl) is { } message ? new MessageEdited { Message = message } : null;

    private static ChatEvent Event(MessageService service, Model.Message message, ModelFactory model)
    {
        ChatEvent Of(ChatEventKind kind, string? title = null, PeerId? other = null, int? pinned = null, params IEnumerable<long> members) => new()
        {
            Kind = kind,
            Message = message,
            Title = title,
            OtherChatId = other,
            PinnedMessageId = pinned,
            Members = [.. members.Select(model.UserOf)],
        };

        IEnumerable<long> sender = message.Sender is { } user ? [user.Id] : [];
        return service.Action switch
        {
            MessageActionChatCreate a => Of(ChatEventKind.GroupCreated, a.Title, members: a.Users),
            MessageActionChannelCreate a => Of(ChatEventKind.ChannelCreated, a.Title),
            MessageActionChatAddUser a => Of(ChatEventKind.MembersJoined, members: a.Users),
            MessageActionChatJoinedByLink => Of(ChatEventKind.MemberJoinedByLink, members: sender),
            MessageActionChatJoinedByRequest => Of(ChatEventKind.MemberJoinedByRequest, members: sender),
            MessageActionChatDeleteUser a => Of(ChatEventKind.MemberLeft, members: [a.UserId]),
            MessageActionChatEditTitle a => Of(ChatEventKind.TitleChanged, a.Title),
            MessageActionChatEditPhoto => Of(ChatEventKind.PhotoChanged),
            MessageActionChatDeletePhoto => Of(ChatEventKind.PhotoDeleted),
            MessageActionPinMessage => Of(ChatEventKind.MessagePinned, pinned: message.ReplyToMessageId),
            MessageActionChatMigrateTo a => Of(ChatEventKind.MigratedTo, other: PeerId.Channel(a.ChannelId)),
            MessageActionChannelMigrateFrom a => Of(ChatEventKind.MigratedFrom, a.Title, PeerId.Chat(a.ChatId)),
            MessageActionHistoryClear => Of(ChatEventKind.HistoryCleared),
            MessageActionSetMessagesTTL => Of(ChatEventKind.AutoDeleteChanged),
            MessageActionTopicCreate a => Of(ChatEventKind.TopicCreated, a.Title),
            MessageActionTopicEdit a => Of(ChatEventKind.TopicEdited, a.Title),
            MessageActionGroupCall or MessageActionGroupCallScheduled => Of(ChatEventKind.VideoChat),
            MessageActionInviteToGroupCall a => Of(ChatEventKind.VideoChat, members: a.Users),
            MessageActionPaymentSent or MessageActionPaymentSentMe => Of(ChatEventKind.Payment),
            _ => Of(ChatEventKind.Other),
        };
    }
}

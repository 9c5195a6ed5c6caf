using TelegramHost.Client.Peers;
using TelegramHost.Schema;

namespace TelegramHost.Client.Updates;

/// <summary>Typed updates about people and their places in chats.</summary>
internal static class ChatMakers
{
    public static void AddTo(UpdateMakers makers)
    {
        makers.On<UpdateUserStatus>((u, model) => StatusOf(model.UserOf(u.UserId), u.Status));
        makers.On<UpdateUserTyping>((u, model) => new UserTyping
        {
            Chat = model.ChatOf(PeerId.User(u.UserId)),
            Sender = model.UserOf(u.UserId),
            TopicId = u.TopMsgId,
            Action = u.Action,
        });
        makers.On<UpdateChatUserTyping>((u, model) => new UserTyping
        {
            Chat = model.ChatOf(PeerId.Chat(u.ChatId)),
            Sender = model.UserOrNull(u.FromId),
            SenderChat = model.ChatOrNull(u.FromId),
            Action = u.Action,
        });
        makers.On<UpdateChannelUserTyping>((u, model) => new UserTyping
        {
            Chat = model.ChatOf(PeerId.Channel(u.ChannelId)),
            Sender = model.UserOrNull(u.FromId),
            SenderChat = model.ChatOrNull(u.FromId),
            TopicId = u.TopMsgId,
            Action = u.Action,
        });
        makers.On<UpdateChatParticipant>((u, model) => new ParticipantUpdated
        {
            Chat = model.ChatOf(PeerId.Chat(u.ChatId)),
            Actor = model.UserOf(u.ActorId),
            User = model.UserOf(u.UserId),
            Date = UpdateFactory.Time(u.Date),
            Before = StatusOf(u.PrevParticipant),
            After = StatusOf(u.NewParticipant),
            InviteLink = LinkOf(u.Invite),
        });
        makers.On<UpdateChannelParticipant>((u, model) => new ParticipantUpdated
        {
            Chat = model.ChatOf(PeerId.Channel(u.ChannelId)),
            Actor = model.UserOf(u.ActorId),
            User = model.UserOf(u.UserId),
            Date = UpdateFactory.Time(u.Date),
            Before = StatusOf(u.PrevParticipant),
            After = StatusOf(u.NewParticipant),
            InviteLink = LinkOf(u.Invite),
            IsViaFolder = u.ViaChatlist,
        });
        makers.On<UpdateBotChatInviteRequester>((u, model) => new JoinRequest
        {
            Chat = model.ChatOf(PeerIds.Of(u.Peer)),
            User = model.UserOf(u.UserId),
            Date = UpdateFactory.Time(u.Date),
            About = u.About,
            InviteLink = LinkOf(u.Invite),
        });
        makers.On<UpdateBotStopped>((u, model) => new BotStopped
        {
            User = model.UserOf(u.UserId),
            Date = UpdateFactory.Time(u.Date),
            IsStopped = u.Stopped,
        });
        makers.On<UpdateBotChatBoost>((u, model) => new ChatBoost
        {
            Chat = model.ChatOf(PeerIds.Of(u.Peer)),
            BoostId = u.Boost.Id,
            User = u.Boost.UserId is { } user ? model.UserOf(user) : null,
            Date = UpdateFactory.Time(u.Boost.Date),
            Expires = UpdateFactory.Time(u.Boost.Expires),
            Multiplier = u.Boost.Multiplier ?? 1,
            IsGift = u.Boost.Gift,
            IsGiveaway = u.Boost.Giveaway,
        });
    }

    private static UserStatus StatusOf(Model.User user, UserStatusBase status) => status switch
    {
        UserStatusOnline s => new UserStatus { User = user, Presence = UserPresence.Online, Date = UpdateFactory.Time(s.Expires) },
        UserStatusOffline s => new UserStatus { User = user, Presence = UserPresence.Offline, Date = UpdateFactory.Time(s.WasOnline) },
        UserStatusRecently => new UserStatus { User = user, Presence = UserPresence.Recently },
        UserStatusLastWeek => new UserStatus { User = user, Presence = UserPresence.LastWeek },
        UserStatusLastMonth => new UserStatus { User = user, Presence = UserPresence.LastMonth },
        _ => new UserStatus { User = user, Presence = UserPresence.Unknown },
    };

    private static ParticipantStatus StatusOf(ChatParticipantBase? participant) => participant switch
    {
        null => ParticipantStatus.Absent,
        ChatParticipantCreator => ParticipantStatus.Owner,
        ChatParticipantAdmin => ParticipantStatus.Administrator,
        _ => ParticipantStatus.Member,
    };

    private static ParticipantStatus StatusOf(ChannelParticipantBase? participant) => participant switch
    {
        null or ChannelParticipantLeft => ParticipantStatus.Absent,
        ChannelParticipantCreator => ParticipantStatus.Owner,
        ChannelParticipantAdmin => ParticipantStatus.Administrator,
        // "view_messages: if set, does not allow a user to view messages in a supergroup/channel": that is the ban.
        ChannelParticipantBanned { BannedRights.ViewMessages: true } => ParticipantStatus.Banned,
        ChannelParticipantBanned => ParticipantStatus.Restricted,
        _ => ParticipantStatus.Member,
    };

    private static string? LinkOf(ExportedChatInviteBase? invite) => (invite as ChatInviteExported)?.Link;
}

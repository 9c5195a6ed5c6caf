using TelegramHost.Schema;

namespace TelegramHost.Client.Updates;

/// <summary>The place of an update in its sequence.</summary>
/// <remarks>Source: https://core.telegram.org/api/updates#message-related-event-sequences</remarks>
internal readonly record struct UpdatePlace(UpdateSequence Sequence, int Position = 0, int Count = 0, long ChannelId = 0)
{
    /// <summary>Reads the place of an update.</summary>
    public static UpdatePlace Of(UpdateBase update) => update switch
    {
        UpdateNewMessage u => Pts(u.Pts, u.PtsCount),
        UpdateEditMessage u => Pts(u.Pts, u.PtsCount),
        UpdateDeleteMessages u => Pts(u.Pts, u.PtsCount),
        UpdateReadHistoryInbox u => Pts(u.Pts, u.PtsCount),
        UpdateReadHistoryOutbox u => Pts(u.Pts, u.PtsCount),
        UpdateReadMessagesContents u => Pts(u.Pts, u.PtsCount),
        UpdateWebPage u => Pts(u.Pts, u.PtsCount),
        UpdateFolderPeers u => Pts(u.Pts, u.PtsCount),
        UpdatePinnedMessages u => Pts(u.Pts, u.PtsCount),

        UpdateNewChannelMessage u => Channel(ChannelOf(u.Message), u.Pts, u.PtsCount),
        UpdateEditChannelMessage u => Channel(ChannelOf(u.Message), u.Pts, u.PtsCount),
        UpdateDeleteChannelMessages u => Channel(u.ChannelId, u.Pts, u.PtsCount),
        UpdateChannelWebPage u => Channel(u.ChannelId, u.Pts, u.PtsCount),
        UpdatePinnedChannelMessages u => Channel(u.ChannelId, u.Pts, u.PtsCount),

        UpdateNewEncryptedMessage u => Qts(u.Qts),
        UpdateMessagePollVote u => Qts(u.Qts),
        UpdateChatParticipant u => Qts(u.Qts),
        UpdateChannelParticipant u => Qts(u.Qts),
        UpdateBotStopped u => Qts(u.Qts),
        UpdateBotChatInviteRequester u => Qts(u.Qts),
        UpdateBotChatBoost u => Qts(u.Qts),
        UpdateBotMessageReaction u => Qts(u.Qts),
        UpdateBotMessageReactions u => Qts(u.Qts),
        UpdateBotBusinessConnect u => Qts(u.Qts),
        UpdateBotNewBusinessMessage u => Qts(u.Qts),
        UpdateBotEditBusinessMessage u => Qts(u.Qts),
        UpdateBotDeleteBusinessMessage u => Qts(u.Qts),
        UpdateBotPurchasedPaidMedia u => Qts(u.Qts),
        UpdateManagedBot u => Qts(u.Qts),
        UpdateBotGuestChatQuery u => Qts(u.Qts),
        UpdateBotStarsSubscription u => Qts(u.Qts),
        _ => default,
    };

    /// <summary>Whether an update is delivered at once, even while a hole or a difference holds its container.</summary>
    /// <remarks>What is stale a moment later (typing) or what a login waits for must not queue behind messages.</remarks>
    public static bool IsImmediate(UpdateBase update) => update is
        UpdateUserTyping or UpdateChatUserTyping or UpdateChannelUserTyping or UpdateEncryptedChatTyping or
        UpdateUserStatus or UpdateLoginToken or UpdateSentPhoneCode or UpdateConfig or UpdateDcOptions or
        UpdateLangPack or UpdateLangPackTooLong or UpdateServiceNotification;

    private static UpdatePlace Pts(int position, int count) => new(UpdateSequence.Pts, position, count);

    // A qts of 0 stands outside the sequence.
    private static UpdatePlace Qts(int position) => position == 0 ? default : new(UpdateSequence.Qts, position, 1);

    private static UpdatePlace Channel(long channelId, int position, int count) =>
        channelId == 0 ? default : new(UpdateSequence.ChannelPts, position, count, channelId);

    private static long ChannelOf(MessageBase message) => message switch
    {
        Schema.Message { PeerId: PeerChannel peer } => peer.ChannelId,
        MessageService { PeerId: PeerChannel peer } => peer.ChannelId,
        MessageEmpty { PeerId: PeerChannel peer } => peer.ChannelId,
        _ => 0,
    };
}

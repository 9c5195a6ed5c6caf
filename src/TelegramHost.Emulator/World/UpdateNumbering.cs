namespace TelegramHost.Emulator;

/// <summary>Gives any update its place in an account's log, as Telegram does for those that it counts.</summary>
/// <remarks>Source: https://core.telegram.org/api/updates#message-related-event-sequences</remarks>
internal static class UpdateNumbering
{
    /// <summary>Numbers and remembers an update; one that is not counted stays as it is and is not remembered.</summary>
    public static Schema.UpdateBase Enter(UpdateLog log, Schema.UpdateBase update) => update switch
    {
        Schema.UpdateNewMessage u => log.AddPts(1, pts => Set(u, () => (u.Pts, u.PtsCount) = (pts, 1))),
        Schema.UpdateEditMessage u => log.AddPts(1, pts => Set(u, () => (u.Pts, u.PtsCount) = (pts, 1))),
        Schema.UpdateDeleteMessages u => log.AddPts(u.Messages.Length, pts => Set(u, () => (u.Pts, u.PtsCount) = (pts, u.Messages.Length))),
        Schema.UpdatePinnedMessages u => log.AddPts(u.Messages.Length, pts => Set(u, () => (u.Pts, u.PtsCount) = (pts, u.Messages.Length))),
        Schema.UpdateNewEncryptedMessage u => log.AddQts(qts => Set(u, () => u.Qts = qts)),
        Schema.UpdateMessagePollVote u => log.AddQts(qts => Set(u, () => u.Qts = qts)),
        Schema.UpdateChatParticipant u => log.AddQts(qts => Set(u, () => u.Qts = qts)),
        Schema.UpdateChannelParticipant u => log.AddQts(qts => Set(u, () => u.Qts = qts)),
        Schema.UpdateBotStopped u => log.AddQts(qts => Set(u, () => u.Qts = qts)),
        Schema.UpdateBotChatInviteRequester u => log.AddQts(qts => Set(u, () => u.Qts = qts)),
        Schema.UpdateBotChatBoost u => log.AddQts(qts => Set(u, () => u.Qts = qts)),
        Schema.UpdateBotMessageReaction u => log.AddQts(qts => Set(u, () => u.Qts = qts)),
        Schema.UpdateBotMessageReactions u => log.AddQts(qts => Set(u, () => u.Qts = qts)),
        Schema.UpdateBotBusinessConnect u => log.AddQts(qts => Set(u, () => u.Qts = qts)),
        Schema.UpdateBotNewBusinessMessage u => log.AddQts(qts => Set(u, () => u.Qts = qts)),
        Schema.UpdateBotEditBusinessMessage u => log.AddQts(qts => Set(u, () => u.Qts = qts)),
        Schema.UpdateBotDeleteBusinessMessage u => log.AddQts(qts => Set(u, () => u.Qts = qts)),
        Schema.UpdateBotPurchasedPaidMedia u => log.AddQts(qts => Set(u, () => u.Qts = qts)),
        Schema.UpdateBotGuestChatQuery u => log.AddQts(qts => Set(u, () => u.Qts = qts)),
        _ => update,
    };

    private static Schema.UpdateBase Set(Schema.UpdateBase update, Action number)
    {
        number();
        return update;
    }
}

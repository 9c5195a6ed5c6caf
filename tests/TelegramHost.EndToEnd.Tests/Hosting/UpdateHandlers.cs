using TelegramHost.Client.Updates;
using TelegramHost.Routing;

namespace TelegramHost.EndToEnd.Tests.Hosting;

/// <summary>A handler for each kind of update that has no attribute of its own, found by the generator.</summary>
internal sealed class UpdateHandlers(HandledUpdates handled)
{
    [OnUpdate<InlineQuery>]
    public void OnInlineQuery(InlineQuery update) => handled.Add(update);

    [OnUpdate<ChosenInlineResult>]
    public void OnChosenInlineResult(ChosenInlineResult update) => handled.Add(update);

    [OnUpdate<ShippingQuery>]
    public void OnShippingQuery(ShippingQuery update) => handled.Add(update);

    [OnUpdate<PreCheckoutQuery>]
    public void OnPreCheckoutQuery(PreCheckoutQuery update) => handled.Add(update);

    [OnUpdate<GuestChatQuery>]
    public void OnGuestChatQuery(GuestChatQuery update) => handled.Add(update);

    [OnUpdate<UserStatus>]
    public void OnUserStatus(UserStatus update) => handled.Add(update);

    [OnUpdate<UserTyping>]
    public void OnUserTyping(UserTyping update) => handled.Add(update);

    [OnUpdate<ParticipantUpdated>]
    public void OnParticipantUpdated(ParticipantUpdated update) => handled.Add(update);

    [OnUpdate<JoinRequest>]
    public void OnJoinRequest(JoinRequest update) => handled.Add(update);

    [OnUpdate<ChatBoost>]
    public void OnChatBoost(ChatBoost update) => handled.Add(update);

    [OnUpdate<BotStopped>]
    public void OnBotStopped(BotStopped update) => handled.Add(update);

    [OnUpdate<MessageReaction>]
    public void OnMessageReaction(MessageReaction update) => handled.Add(update);

    [OnUpdate<MessageReactionCounts>]
    public void OnMessageReactionCounts(MessageReactionCounts update) => handled.Add(update);

    [OnUpdate<PollVote>]
    public void OnPollVote(PollVote update) => handled.Add(update);

    [OnUpdate<PollUpdated>]
    public void OnPollUpdated(PollUpdated update) => handled.Add(update);

    [OnUpdate<BusinessConnection>]
    public void OnBusinessConnection(BusinessConnection update) => handled.Add(update);

    [OnUpdate<BusinessMessage>]
    public void OnBusinessMessage(BusinessMessage update) => handled.Add(update);

    [OnUpdate<BusinessMessageEdited>]
    public void OnBusinessMessageEdited(BusinessMessageEdited update) => handled.Add(update);

    [OnUpdate<BusinessMessagesDeleted>]
    public void OnBusinessMessagesDeleted(BusinessMessagesDeleted update) => handled.Add(update);

    [OnUpdate<ChatEvent>]
    public void OnChatEvent(ChatEvent update) => handled.Add(update);

    [OnUpdate<Album>]
    public void OnAlbum(Album update) => handled.Add(update);

    [OnUpdate<MessagesDeleted>]
    public void OnMessagesDeleted(MessagesDeleted update) => handled.Add(update);

    [OnUpdate<RawUpdate>]
    public void OnRawUpdate(RawUpdate update) => handled.Add(update);
}

namespace TelegramHost.Emulator;

/// <summary>Whom the updates name that only <see cref="World.Push"/> brings about.</summary>
internal static class UpdateMentions
{
    public static void AddTo(PeerCollector peers, Schema.UpdateBase update)
    {
        switch (update)
        {
            case Schema.UpdateUserStatus u: peers.AddUser(u.UserId); break;
            case Schema.UpdateBotInlineQuery u: peers.AddUser(u.UserId); break;
            case Schema.UpdateBotInlineSend u: peers.AddUser(u.UserId); break;
            case Schema.UpdateInlineBotCallbackQuery u: peers.AddUser(u.UserId); break;
            case Schema.UpdateBotShippingQuery u: peers.AddUser(u.UserId); break;
            case Schema.UpdateBotPrecheckoutQuery u: peers.AddUser(u.UserId); break;
            case Schema.UpdateBotBusinessConnect u: peers.AddUser(u.Connection.UserId); break;
            case Schema.UpdateBotNewBusinessMessage u: peers.Add(u.Message); break;
            case Schema.UpdateBotEditBusinessMessage u: peers.Add(u.Message); break;
            case Schema.UpdateBotDeleteBusinessMessage u: peers.Add(u.Peer); break;
            case Schema.UpdateBotGuestChatQuery u: peers.Add(u.Message); break;
            case Schema.UpdateMessagePollVote u: peers.Add(u.Peer); break;
            case Schema.UpdatePinnedMessages u: peers.Add(u.Peer); break;
            case Schema.UpdateChatParticipant u:
                peers.Add(new Schema.PeerChat { ChatId = u.ChatId });
                peers.AddUser(u.ActorId);
                peers.AddUser(u.UserId);
                break;
            case Schema.UpdateBotChatInviteRequester u:
                peers.Add(u.Peer);
                peers.AddUser(u.UserId);
                break;
            case Schema.UpdateBotMessageReaction u:
                peers.Add(u.Peer);
                peers.Add(u.Actor);
                break;
            case Schema.UpdateBotMessageReactions u: peers.Add(u.Peer); break;
            case Schema.UpdateBotChatBoost u:
                peers.Add(u.Peer);
                if (u.Boost.UserId is { } user)
                    peers.AddUser(user);
                break;
        }
    }
}

namespace TelegramHost.Emulator;

/// <summary>Tells people who is typing; bots are not told.</summary>
internal sealed class TypingBoard(Roster roster, Postman postman, ChannelMail channelMail, Watchers watchers)
{
    public void Set(Account actor, PeerKey peer, Schema.SendMessageActionBase action)
    {
        var isTyping = action is not Schema.SendMessageCancelAction;
        if (peer.Kind == PeerKind.User)
        {
            if (roster.FindUser(peer.Id) is { IsBot: false } user && user.Account != actor && !user.Account.Blocked.Contains(actor.Id))
            {
                postman.PushShort(user.Account, new Schema.UpdateUserTyping { UserId = actor.Id, Action = action });
                watchers.TellTyping(user.Account, actor.User.Key, actor.User, isTyping);
            }

            return;
        }

        if (roster.FindChannel(peer.Id) is { } channel && peer.Kind == PeerKind.Channel)
        {
            ChannelPosts.CheckMayWrite(channel, actor, isMedia: false);
            channelMail.TellTyping(channel, actor, action, isTyping);
            return;
        }

        var group = roster.FindGroup(peer.Id)!;
        if (group.Find(actor.Id) is null)
            throw new WorldException(403, "CHAT_WRITE_FORBIDDEN");
        foreach (var member in group.Roll)
        {
            if (member.Account == actor || member.Account.IsBot)
                continue;
            postman.PushShort(member.Account, new Schema.UpdateChatUserTyping { ChatId = group.Id, FromId = actor.User.Key.ToPeer(), Action = action });
            watchers.TellTyping(member.Account, peer, actor.User, isTyping);
        }
    }
}

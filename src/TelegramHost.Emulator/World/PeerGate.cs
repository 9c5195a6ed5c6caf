namespace TelegramHost.Emulator;

/// <summary>Turns the peers that a client names into the world's own, and refuses those that it may not know.</summary>
internal sealed class PeerGate(Roster roster)
{
    /// <summary>The peer of a call.</summary>
    /// <exception cref="WorldException">PEER_ID_INVALID: unknown, or the access hash is wrong.</exception>
    public PeerKey Resolve(Account caller, Schema.InputPeerBase? peer) => peer switch
    {
        Schema.InputPeerSelf => caller.User.Key,
        Schema.InputPeerUser user => CheckUser(caller, user.UserId, user.AccessHash, "PEER_ID_INVALID").Key,
        Schema.InputPeerUserFromMessage user => SeenInMessage(caller, user.Peer, user.MsgId, user.UserId).Key,
        Schema.InputPeerChat chat => CheckGroup(caller, chat.ChatId, "PEER_ID_INVALID").Key,
        Schema.InputPeerChannel => throw new WorldException(400, "CHANNEL_INVALID"),
        _ => throw new WorldException(400, "PEER_ID_INVALID"),
    };

    /// <summary>The user of a call.</summary>
    /// <exception cref="WorldException">USER_ID_INVALID: unknown, or the access hash is wrong.</exception>
    public EmulatedUser Resolve(Account caller, Schema.InputUserBase user) => user switch
    {
        Schema.InputUserSelf => caller.User,
        Schema.InputUser known => CheckUser(caller, known.UserId, known.AccessHash, "USER_ID_INVALID"),
        Schema.InputUserFromMessage seen => SeenInMessage(caller, seen.Peer, seen.MsgId, seen.UserId),
        _ => throw new WorldException(400, "USER_ID_INVALID"),
    };

    /// <summary>A group that the caller is or was in.</summary>
    public EmulatedGroup CheckGroup(Account caller, long id, string error = "CHAT_ID_INVALID")
    {
        var group = roster.FindGroup(id);
        if (group is null || (group.Find(caller.Id) is null && caller.Box.FindDialog(PeerKey.Group(id)) is null))
            throw new WorldException(400, error);
        return group;
    }

    /// <summary>Whether a bot has met somebody: it may then leave the access hash 0.</summary>
    public bool HasMet(Account bot, EmulatedUser user) =>
        bot.Box.FindDialog(user.Key) is not null
        || roster.Groups.Any(group => group.Find(bot.Id) is not null && group.Find(user.Id) is not null);

    private EmulatedUser CheckUser(Account caller, long id, long accessHash, string error)
    {
        var user = roster.FindUser(id);
        var isAllowed = user is not null
            && (user == caller.User
                || accessHash == roster.AccessHash(caller, user)
                || (caller.IsBot && accessHash == 0 && HasMet(caller, user)));
        return isAllowed ? user! : throw new WorldException(400, error);
    }

    private EmulatedUser SeenInMessage(Account caller, Schema.InputPeerBase peer, int messageId, long userId)
    {
        var key = Resolve(caller, peer);
        var copy = caller.Box.Find(messageId);
        if (copy is null || copy.Peer != key || copy.Content.Sender.Id != userId)
            throw new WorldException(400, "PEER_ID_INVALID");
        return copy.Content.Sender.User;
    }
}

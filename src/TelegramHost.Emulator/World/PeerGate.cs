namespace TelegramHost.Emulator;

/// <summary>Turns the peers that a client names into the world's own, and refuses those that it may not know.</summary>
internal sealed class PeerGate(Roster roster, Archive archive)
{
    /// <summary>The peer of a call.</summary>
    /// <exception cref="WorldException">PEER_ID_INVALID or CHANNEL_INVALID: unknown, or the access hash is wrong; CHANNEL_PRIVATE.</exception>
    public PeerKey Resolve(Account caller, Schema.InputPeerBase? peer) => peer switch
    {
        Schema.InputPeerSelf => caller.User.Key,
        Schema.InputPeerUser user => CheckUser(caller, user.UserId, user.AccessHash, "PEER_ID_INVALID").Key,
        Schema.InputPeerUserFromMessage user => SeenInMessage(caller, user.Peer, user.MsgId, user.UserId).Key,
        Schema.InputPeerChat chat => CheckGroup(caller, chat.ChatId, "PEER_ID_INVALID").Key,
        Schema.InputPeerChannel channel => Open(caller, FindChannel(caller, channel.ChannelId, channel.AccessHash)).Key,
        Schema.InputPeerChannelFromMessage channel => Open(caller, SeenChannel(caller, channel.Peer, channel.MsgId, channel.ChannelId)).Key,
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

    /// <summary>The channel of a call, which the caller may look into.</summary>
    /// <exception cref="WorldException">CHANNEL_INVALID: unknown, or the access hash is wrong; CHANNEL_PRIVATE: not, or not any more.</exception>
    public EmulatedChannel Resolve(Account caller, Schema.InputChannelBase channel) => Open(caller, Find(caller, channel));

    /// <summary>The channel of a call, whether or not the caller may look into it.</summary>
    /// <exception cref="WorldException">CHANNEL_INVALID: unknown, or the access hash is wrong.</exception>
    public EmulatedChannel Find(Account caller, Schema.InputChannelBase channel) => channel switch
    {
        Schema.InputChannel known => FindChannel(caller, known.ChannelId, known.AccessHash),
        Schema.InputChannelFromMessage seen => SeenChannel(caller, seen.Peer, seen.MsgId, seen.ChannelId),
        _ => throw new WorldException(400, "CHANNEL_INVALID"),
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
        || roster.Groups.Any(group => group.Find(bot.Id) is not null && group.Find(user.Id) is not null)
        || roster.Channels.Any(channel => channel.Roll.Find(bot.Id) is not null && channel.Roll.Find(user.Id) is not null);

    /// <summary>Bots may leave the access hash of a channel 0 that they are in or were thrown out of.</summary>
    private EmulatedChannel FindChannel(Account caller, long id, long accessHash)
    {
        var channel = roster.FindChannel(id);
        var isAllowed = channel is not null
            && (accessHash == roster.AccessHash(caller, channel)
                || (caller.IsBot && accessHash == 0 && (channel.Roll.Find(caller.Id) is not null || channel.Roll.IsBarred(caller.Id))));
        return isAllowed ? channel! : throw new WorldException(400, "CHANNEL_INVALID");
    }

    private static EmulatedChannel Open(Account caller, EmulatedChannel channel) =>
        channel.IsOpenTo(caller) ? channel : throw new WorldException(406, "CHANNEL_PRIVATE");

    private EmulatedChannel SeenChannel(Account caller, Schema.InputPeerBase peer, int messageId, long channelId)
    {
        var copy = archive.Find(caller, Resolve(caller, peer), messageId);
        if (copy?.Content.Forward?.FromId is not Schema.PeerChannel { ChannelId: var id } || id != channelId)
            throw new WorldException(400, "CHANNEL_INVALID");
        return roster.FindChannel(channelId)!;
    }

    private EmulatedUser CheckUser(Account caller, long id, long accessHash, string error)
    {
        var user = roster.FindUser(id);
        var isAllowed = user is not null
            && (user == caller.User
                || accessHash == roster.AccessHash(caller, user)
                || caller.BusinessBots.Any(bot => accessHash == roster.AccessHash(bot, user))
                || (caller.IsBot && accessHash == 0 && HasMet(caller, user)));
        return isAllowed ? user! : throw new WorldException(400, error);
    }

    private EmulatedUser SeenInMessage(Account caller, Schema.InputPeerBase peer, int messageId, long userId)
    {
        var key = Resolve(caller, peer);
        var copy = archive.Find(caller, key, messageId);
        if (copy is null || copy.Content.Sender.Id != userId)
            throw new WorldException(400, "PEER_ID_INVALID");
        return copy.Content.Sender.User;
    }
}

namespace TelegramHost.Emulator;

/// <summary>Takes messages into channels, and deletes and pins those that are there.</summary>
internal sealed class ChannelPosts(Roster roster, ChannelMail mail, ChannelReads reads, WorldClock clock)
{
    /// <summary>Sends a message.</summary>
    /// <returns>The sender's view of it, and the updates of the sender's account in order.</returns>
    public (MessageCopy Copy, Schema.UpdateBase[] Updates) Send(Account sender, PeerKey to, Draft draft, long sessionId)
    {
        var channel = roster.FindChannel(to.Id)!;
        CheckMayWrite(channel, sender, draft.Media is not null);
        CheckPace(channel, sender);
        if (sender.IsBot)
            reads.Read(sender, channel, int.MaxValue, 0);

        var update = Post(channel, sender, draft, sessionId);
        var copy = channel.History.Find(channel.History.LastId)!.CopyOf(sender)!;
        sender.LastPosts[channel.Id] = clock.UnixTime;
        if (draft.RandomId is not { } randomId)
            return (copy, [update]);
        sender.MessageOfRandomId[randomId] = (to, copy.Id);
        return (copy, [new Schema.UpdateMessageID { Id = copy.Id, RandomId = randomId }, update]);
    }

    /// <summary>Tells the members something in a service message.</summary>
    /// <returns>The actor's update.</returns>
    public Schema.UpdateBase Announce(EmulatedChannel channel, Account actor, Schema.MessageActionBase action, long sessionId, int? about = null) =>
        Post(channel, actor, new Draft { Action = action, ReplyToId = about }, sessionId);

    /// <summary>Deletes messages for everybody.</summary>
    /// <returns>By how much the channel's pts moved.</returns>
    /// <exception cref="WorldException">MESSAGE_DELETE_FORBIDDEN.</exception>
    public int Delete(Account actor, EmulatedChannel channel, IEnumerable<int> ids, long sessionId)
    {
        var doomed = ids.Distinct().Select(channel.History.Find).OfType<SharedMessage>().ToList();
        if (doomed.Count == 0)
            return 0;
        if (doomed.Any(message => message.Sender != actor) && !ChannelRights.Has(channel, actor, rights => rights.DeleteMessages))
            throw new WorldException(403, "MESSAGE_DELETE_FORBIDDEN");
        foreach (var message in doomed)
            channel.History.Remove(message.Place!.Id);
        mail.Tell(channel, ChannelStepKind.Deleted, doomed, actor, sessionId);
        return doomed.Count;
    }

    /// <summary>Pins a message, or takes it off.</summary>
    /// <returns>The actor's updates.</returns>
    /// <exception cref="WorldException">MESSAGE_ID_INVALID, CHAT_ADMIN_REQUIRED or CHAT_NOT_MODIFIED.</exception>
    public Schema.UpdateBase[] Pin(Account actor, EmulatedChannel channel, int id, bool isPinned, long sessionId)
    {
        ChannelRights.Require(channel.IsBroadcast
            ? ChannelRights.Has(channel, actor, rights => rights.EditMessages)
            : ChannelRights.Has(channel, actor, rights => rights.PinMessages, forbidden => forbidden.PinMessages));
        var message = channel.History.Find(id) ?? throw new WorldException(400, "MESSAGE_ID_INVALID");
        if (message.IsPinned == isPinned)
            throw new WorldException(400, "CHAT_NOT_MODIFIED");
        message.IsPinned = isPinned;
        var update = mail.Tell(channel, isPinned ? ChannelStepKind.Pinned : ChannelStepKind.Unpinned, [message], actor, sessionId);
        return isPinned ? [update, Announce(channel, actor, new Schema.MessageActionPinMessage(), sessionId, id)] : [update];
    }

    /// <summary>Takes all pinned messages off.</summary>
    /// <returns>How many they were.</returns>
    public int UnpinAll(Account actor, EmulatedChannel channel, long sessionId)
    {
        ChannelRights.Require(ChannelRights.Has(channel, actor, rights => rights.PinMessages, forbidden => forbidden.PinMessages));
        var pinned = channel.History.Messages.Where(message => message.IsPinned).ToList();
        if (pinned.Count == 0)
            return 0;
        pinned.ForEach(message => message.IsPinned = false);
        mail.Tell(channel, ChannelStepKind.Unpinned, pinned, actor, sessionId);
        return pinned.Count;
    }

    /// <summary>Refuses those who may not write.</summary>
    /// <exception cref="WorldException">CHAT_WRITE_FORBIDDEN, CHAT_SEND_MEDIA_FORBIDDEN or CHAT_ADMIN_REQUIRED.</exception>
    public static void CheckMayWrite(EmulatedChannel channel, Account sender, bool isMedia)
    {
        if (channel.Roll.Find(sender.Id) is null)
            throw new WorldException(403, "CHAT_WRITE_FORBIDDEN");
        if (channel.IsBroadcast)
            ChannelRights.Require(channel, sender, rights => rights.PostMessages);
        else if (!ChannelRights.Has(channel, sender, _ => true, forbidden => forbidden.SendMessages || (isMedia && forbidden.SendMedia)))
            throw new WorldException(403, isMedia ? "CHAT_SEND_MEDIA_FORBIDDEN" : "CHAT_WRITE_FORBIDDEN");
    }

    private Schema.UpdateBase Post(EmulatedChannel channel, Account sender, Draft draft, long sessionId)
    {
        var answered = draft.ReplyToId is { } id
            ? channel.History.Find(id) ?? throw new WorldException(400, "REPLY_MESSAGE_ID_INVALID")
            : null;
        var content = draft.Written(sender, clock.UnixTime, answered);
        content.Views = channel.IsBroadcast && draft.Action is null ? 1 : null;
        content.HiddenFrom = HiddenFrom(channel, content);
        content.Place = new ChannelPlace(channel, channel.History.Add(content));
        return mail.Tell(channel, ChannelStepKind.Added, [content], sender, sessionId);
    }

    /// <summary>Bots that are administrators see everything, whatever their privacy mode is; in broadcast channels all are.</summary>
    private static HashSet<long>? HiddenFrom(EmulatedChannel channel, SharedMessage content)
    {
        HashSet<long>? hidden = null;
        foreach (var member in channel.Roll.Members)
        {
            if (member.Account.IsBot && member.AdminRights is null && !Audience.Sees(member.Account, content))
                (hidden ??= []).Add(member.Account.Id);
        }

        return hidden;
    }

    /// <exception cref="WorldException">SLOWMODE_WAIT_X.</exception>
    private void CheckPace(EmulatedChannel channel, Account sender)
    {
        if (channel.SlowModeSeconds > 0 && ChannelRights.Of(channel, sender) is null
            && sender.LastPosts.TryGetValue(channel.Id, out var last) && last + channel.SlowModeSeconds - clock.UnixTime is > 0 and var wait)
        {
            throw new WorldException(420, $"SLOWMODE_WAIT_{wait}");
        }
    }
}

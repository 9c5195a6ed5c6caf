namespace TelegramHost.Emulator;

/// <summary>Delivers new messages: a copy into each box, a step in each log, a push to each session.</summary>
internal sealed class PostOffice(
    Roster roster, PeerGate gate, Postman postman, ReadMarks readMarks, ChannelPosts channelPosts, Archive archive, WorldClock clock, Watchers watchers)
{
    /// <summary>Sends a message.</summary>
    /// <param name="sender">Who writes.</param>
    /// <param name="to">To whom.</param>
    /// <param name="draft">What.</param>
    /// <param name="sessionId">The session that has the updates in its answer, or 0.</param>
    /// <returns>The sender's copy, and the updates of the sender's account in order.</returns>
    public (MessageCopy Copy, Schema.UpdateBase[] Updates) Send(Account sender, PeerKey to, Draft draft, long sessionId)
    {
        if (draft.RandomId is { } known && sender.MessageOfRandomId.TryGetValue(known, out var sent))
            return Repeat(sender, known, archive.Find(sender, sent.Peer, sent.Id));
        if (to.Kind == PeerKind.Channel)
            return channelPosts.Send(sender, to, draft, sessionId);

        var recipients = RecipientsOf(sender, to);
        var content = draft.Written(sender, clock.UnixTime, FindReply(sender, to, draft.ReplyToId));

        // Writing means having read: a bot has no other way to tell that it got the message.
        if (sender.IsBot && draft.Action is null)
            readMarks.Read(sender, to, int.MaxValue, 0);

        var own = Deliver(content, sender, to);
        var updates = new List<Schema.UpdateBase>();
        if (draft.RandomId is { } randomId)
        {
            sender.MessageOfRandomId[randomId] = (to, own.Copy.Id);
            updates.Add(new Schema.UpdateMessageID { Id = own.Copy.Id, RandomId = randomId });
        }

        updates.Add(own.Update);
        postman.Push(sender, sessionId, own.Update);
        foreach (var recipient in recipients)
        {
            if (recipient != sender && (to.Kind == PeerKind.User || Audience.Sees(recipient, content)))
                postman.Push(recipient, 0, Deliver(content, recipient, to.Kind == PeerKind.Group ? to : sender.User.Key).Update);
        }

        return (own.Copy, [.. updates]);
    }

    /// <summary>Tells the members of a group something in a service message.</summary>
    public Schema.UpdateBase[] Announce(Account actor, EmulatedGroup group, Schema.MessageActionBase action, long sessionId) =>
        Send(actor, group.Key, new Draft { Action = action }, sessionId).Updates;

    private (MessageCopy Copy, Schema.UpdateBase Update) Deliver(SharedMessage content, Account owner, PeerKey peer)
    {
        var copy = owner.Box.Add(owner, peer, content, Audience.IsMentioned(owner, content));
        var update = owner.Log.AddPts(1, pts => new Schema.UpdateNewMessage { Message = TlView.Message(copy), Pts = pts, PtsCount = 1 });
        watchers.Tell(WorldEventKind.MessageAdded, copy);
        return (copy, update);
    }

    /// <summary>The answer to a call that was made before: the same message, and no step in the log.</summary>
    private static (MessageCopy Copy, Schema.UpdateBase[] Updates) Repeat(Account sender, long randomId, MessageCopy? sent)
    {
        var copy = sent ?? throw new WorldException(500, "RANDOM_ID_DUPLICATE");
        var message = TlView.Message(copy);
        return (copy,
        [
            new Schema.UpdateMessageID { Id = copy.Id, RandomId = randomId },
            copy.Content.Place is { } place
                ? new Schema.UpdateNewChannelMessage { Message = message, Pts = place.Channel.History.PtsOf(sender), PtsCount = 0 }
                : new Schema.UpdateNewMessage { Message = message, Pts = sender.Log.Pts, PtsCount = 0 },
        ]);
    }

    private List<Account> RecipientsOf(Account sender, PeerKey to)
    {
        if (to.Kind == PeerKind.Group)
        {
            var group = roster.FindGroup(to.Id) ?? throw new WorldException(400, "PEER_ID_INVALID");
            if (group.Find(sender.Id) is null || group.MigratedTo is not null)
                throw new WorldException(403, "CHAT_WRITE_FORBIDDEN");
            return [.. group.Roll.Select(member => member.Account)];
        }

        var target = (roster.FindUser(to.Id) ?? throw new WorldException(400, "PEER_ID_INVALID")).Account;
        if (target == sender)
            return [];
        if (sender.IsBot && target.IsBot)
            throw new WorldException(400, "USER_IS_BOT");
        if (sender.IsBot && !gate.HasMet(sender, target.User))
            throw new WorldException(400, "PEER_ID_INVALID");
        if (sender.Blocked.Contains(target.Id))
            throw new WorldException(400, "YOU_BLOCKED_USER");
        if (target.Blocked.Contains(sender.Id))
            return sender.IsBot ? throw new WorldException(403, "USER_IS_BLOCKED") : [];
        return [target];
    }

    private static SharedMessage? FindReply(Account sender, PeerKey to, int? replyToId)
    {
        if (replyToId is not { } id)
            return null;
        return sender.Box.Find(id) is { } copy && copy.Peer == to ? copy.Content : throw new WorldException(400, "REPLY_MESSAGE_ID_INVALID");
    }
}

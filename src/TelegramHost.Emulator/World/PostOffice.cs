namespace TelegramHost.Emulator;

/// <summary>Delivers new messages: a copy into each box, a step in each log, a push to each session.</summary>
internal sealed class PostOffice(Roster roster, PeerGate gate, Postman postman, ReadMarks readMarks, WorldClock clock, Watchers watchers)
{
    /// <summary>Sends a message.</summary>
    /// <param name="sender">Who writes.</param>
    /// <param name="to">To whom.</param>
    /// <param name="draft">What.</param>
    /// <param name="sessionId">The session that has the updates in its answer, or 0.</param>
    /// <returns>The sender's copy, and the updates of the sender's account in order.</returns>
    public (MessageCopy Copy, Schema.UpdateBase[] Updates) Send(Account sender, PeerKey to, Draft draft, long sessionId)
    {
        if (draft.RandomId is { } known && sender.MessageOfRandomId.TryGetValue(known, out var sentId))
            return Repeat(sender, known, sentId);

        var recipients = RecipientsOf(sender, to);
        var content = new SharedMessage
        {
            Sender = sender,
            Date = clock.UnixTime,
            Text = draft.Text,
            Entities = draft.Entities,
            Markup = draft.Markup,
            Media = draft.Media,
            Action = draft.Action,
            Forward = draft.Forward,
            GroupedId = draft.GroupedId,
            Silent = draft.Silent,
            ReplyTo = FindReply(sender, to, draft.ReplyToId),
        };

        // Writing means having read: a bot has no other way to tell that it got the message.
        if (sender.IsBot && draft.Action is null)
            readMarks.Read(sender, to, int.MaxValue, 0);

        var own = Deliver(content, sender, to);
        var updates = new List<Schema.UpdateBase>();
        if (draft.RandomId is { } randomId)
        {
            sender.MessageOfRandomId[randomId] = own.Copy.Id;
            updates.Add(new Schema.UpdateMessageID { Id = own.Copy.Id, RandomId = randomId });
        }

        updates.Add(own.Update);
        postman.Push(sender, sessionId, own.Update);
        foreach (var recipient in recipients)
        {
            if (recipient != sender && Sees(recipient, to, content))
                postman.Push(recipient, 0, Deliver(content, recipient, to.Kind == PeerKind.Group ? to : sender.User.Key).Update);
        }

        return (own.Copy, [.. updates]);
    }

    /// <summary>Tells the members of a group something in a service message.</summary>
    public Schema.UpdateBase[] Announce(Account actor, EmulatedGroup group, Schema.MessageActionBase action, long sessionId) =>
        Send(actor, group.Key, new Draft { Action = action }, sessionId).Updates;

    private (MessageCopy Copy, Schema.UpdateBase Update) Deliver(SharedMessage content, Account owner, PeerKey peer)
    {
        var copy = owner.Box.Add(owner, peer, content, IsMentioned(owner, content));
        var update = owner.Log.AddPts(1, pts => new Schema.UpdateNewMessage { Message = TlView.Message(copy), Pts = pts, PtsCount = 1 });
        watchers.Tell(WorldEventKind.MessageAdded, copy);
        return (copy, update);
    }

    /// <summary>The answer to a call that was made before: the same message, and no step in the log.</summary>
    private static (MessageCopy Copy, Schema.UpdateBase[] Updates) Repeat(Account sender, long randomId, int sentId)
    {
        var copy = sender.Box.Find(sentId) ?? throw new WorldException(500, "RANDOM_ID_DUPLICATE");
        return (copy,
        [
            new Schema.UpdateMessageID { Id = copy.Id, RandomId = randomId },
            new Schema.UpdateNewMessage { Message = TlView.Message(copy), Pts = sender.Log.Pts, PtsCount = 0 },
        ]);
    }

    private List<Account> RecipientsOf(Account sender, PeerKey to)
    {
        if (to.Kind == PeerKind.Group)
        {
            var group = roster.FindGroup(to.Id) ?? throw new WorldException(400, "PEER_ID_INVALID");
            if (group.Find(sender.Id) is null)
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

    /// <summary>"A bot running in privacy mode will not receive all messages that people send to the group."</summary>
    /// <remarks>Source: https://core.telegram.org/bots/features#privacy-mode</remarks>
    private static bool Sees(Account recipient, PeerKey to, SharedMessage content)
    {
        if (to.Kind == PeerKind.User || recipient.User is not EmulatedBot bot || content.Action is not null)
            return true;
        if (content.Sender.IsBot)
            return false;
        return !bot.HasPrivacyMode || IsCommandFor(bot, content) || IsMentioned(recipient, content);
    }

    private static bool IsCommandFor(EmulatedBot bot, SharedMessage content)
    {
        foreach (var command in (content.Entities ?? []).OfType<Schema.MessageEntityBotCommand>())
        {
            var text = content.Text.AsSpan(command.Offset, command.Length);
            var at = text.IndexOf('@');
            if (at < 0 || text[(at + 1)..].Equals(bot.Username, StringComparison.OrdinalIgnoreCase))
                return true;
        }

        return false;
    }

    private static bool IsMentioned(Account account, SharedMessage content)
    {
        if (content.Sender == account)
            return false;
        if (content.ReplyTo?.Sender == account)
            return true;
        foreach (var entity in content.Entities ?? [])
        {
            if (entity is Schema.MessageEntityMentionName named && named.UserId == account.Id)
                return true;
            if (entity is Schema.MessageEntityMention mention
                && content.Text.AsSpan(mention.Offset + 1, mention.Length - 1).Equals(account.User.Username, StringComparison.OrdinalIgnoreCase))
            {
                return true;
            }
        }

        return false;
    }

    private static SharedMessage? FindReply(Account sender, PeerKey to, int? replyToId)
    {
        if (replyToId is not { } id)
            return null;
        return sender.Box.Find(id) is { } copy && copy.Peer == to ? copy.Content : throw new WorldException(400, "REPLY_MESSAGE_ID_INVALID");
    }
}

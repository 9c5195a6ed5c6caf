namespace TelegramHost.Emulator;

/// <summary>Tells the members of a channel what happens in it, each in its own words.</summary>
internal sealed class ChannelMail(Postman postman, WorldClock clock, Watchers watchers)
{
    /// <summary>Takes a step in the channel's log and tells everybody of it.</summary>
    /// <returns>The actor's update.</returns>
    public Schema.UpdateBase Tell(EmulatedChannel channel, ChannelStepKind kind, IReadOnlyList<SharedMessage> messages, Account actor, long sessionId)
    {
        var step = channel.History.Record(kind, messages, clock.UnixTime);
        foreach (var member in channel.Roll.Members.Select(member => member.Account))
        {
            if (!step.IsShownTo(member))
                continue;
            Watch(channel, step, member);
            postman.Push(member, member == actor ? sessionId : 0, Render(channel, step, member));
        }

        return Render(channel, step, actor);
    }

    /// <summary>A step as the update of one account.</summary>
    public static Schema.UpdateBase Render(EmulatedChannel channel, ChannelStep step, Account viewer)
    {
        var count = step.Pts - channel.History.PtsBefore(step, viewer);
        return step.Kind switch
        {
            ChannelStepKind.Added => new Schema.UpdateNewChannelMessage { Message = View(step, viewer), Pts = step.Pts, PtsCount = count },
            ChannelStepKind.Edited => new Schema.UpdateEditChannelMessage { Message = View(step, viewer), Pts = step.Pts, PtsCount = count },
            ChannelStepKind.Deleted => new Schema.UpdateDeleteChannelMessages
            {
                ChannelId = channel.Id,
                Messages = Ids(step, viewer),
                Pts = step.Pts,
                PtsCount = count,
            },
            _ => new Schema.UpdatePinnedChannelMessages
            {
                ChannelId = channel.Id,
                Messages = Ids(step, viewer),
                Pinned = step.Kind == ChannelStepKind.Pinned,
                Pts = step.Pts,
                PtsCount = count,
            },
        };
    }

    /// <summary>Tells an account that its place in a channel, or the channel itself, is another one now.</summary>
    public Schema.UpdateBase TellChanged(EmulatedChannel channel, Account account, Account actor, long sessionId)
    {
        account.ChannelChanges[channel.Id] = clock.UnixTime;
        var update = new Schema.UpdateChannel { ChannelId = channel.Id };
        postman.Push(account, account == actor ? sessionId : 0, update);
        watchers.Tell(WorldEventKind.ChatChanged, account, channel.Key);
        return update;
    }

    /// <summary>Tells all members that something about the channel is different.</summary>
    public Schema.UpdateBase TellAllChanged(EmulatedChannel channel, Account actor, long sessionId)
    {
        foreach (var member in channel.Roll.Members.Select(member => member.Account))
            TellChanged(channel, member, actor, sessionId);
        return new Schema.UpdateChannel { ChannelId = channel.Id };
    }

    /// <summary>Bots are told who comes, goes and gets other rights: administrators of everybody, each of itself.</summary>
    /// <remarks>Source: https://core.telegram.org/constructor/updateChannelParticipant</remarks>
    public void TellBots(EmulatedChannel channel, Account actor, Account subject, ChannelMember? before, ChannelMember? after, Schema.ExportedChatInviteBase? invite = null)
    {
        var bots = channel.Roll.Members.Where(member => member.Account.IsBot && member.AdminRights is not null).Select(member => member.Account);
        foreach (var bot in bots.Append(subject).Where(account => account.IsBot).Distinct())
        {
            postman.Push(bot, 0, bot.Log.AddQts(qts => new Schema.UpdateChannelParticipant
            {
                ChannelId = channel.Id,
                Date = clock.UnixTime,
                ActorId = actor.Id,
                UserId = subject.Id,
                PrevParticipant = before is null ? null : ChannelView.Participant(bot, channel, before),
                NewParticipant = after is null ? null : ChannelView.Participant(bot, channel, after),
                Invite = invite,
                Qts = qts,
            }));
        }
    }

    /// <summary>Shows who is typing; bots are not told.</summary>
    public void TellTyping(EmulatedChannel channel, Account actor, Schema.SendMessageActionBase action, bool isTyping)
    {
        foreach (var member in channel.Roll.Members.Select(member => member.Account))
        {
            if (member == actor || member.IsBot)
                continue;
            postman.Push(member, 0, new Schema.UpdateChannelUserTyping { ChannelId = channel.Id, FromId = actor.User.Key.ToPeer(), Action = action });
            watchers.TellTyping(member, channel.Key, actor.User, isTyping);
        }
    }

    private void Watch(EmulatedChannel channel, ChannelStep step, Account member)
    {
        switch (step.Kind)
        {
            case ChannelStepKind.Added:
                watchers.Tell(WorldEventKind.MessageAdded, step.Messages[0].CopyOf(member)!);
                break;
            case ChannelStepKind.Deleted:
                watchers.TellDeleted(member, channel.Key, Ids(step, member));
                break;
            default:
                foreach (var copy in step.Messages.Select(message => message.CopyOf(member)).OfType<MessageCopy>())
                    watchers.Tell(WorldEventKind.MessageEdited, copy);
                break;
        }
    }

    private static Schema.MessageBase View(ChannelStep step, Account viewer) => TlView.Message(step.Messages[0].CopyOf(viewer)!);

    private static int[] Ids(ChannelStep step, Account viewer) =>
        [.. step.Messages.Where(message => message.IsShownTo(viewer)).Select(message => message.Place!.Id)];
}

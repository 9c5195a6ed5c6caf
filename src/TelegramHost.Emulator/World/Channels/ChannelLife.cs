namespace TelegramHost.Emulator;

/// <summary>Makes channels and ends them, and lets people in and out.</summary>
internal sealed class ChannelLife(Roster roster, PostOffice postOffice, ChannelPosts posts, ChannelMail mail, WorldClock clock)
{
    public (EmulatedChannel Channel, Schema.UpdateBase[] Updates) Create(Account creator, string title, string about, bool isBroadcast, long sessionId)
    {
        var name = GroupLife.CheckTitle(title);
        var channel = roster.AddChannel(name, ChannelOffice.CheckAbout(about), isBroadcast, creator, clock.UnixTime);
        LetIn(channel, new ChannelMember(creator, creator.Id, clock.UnixTime));
        return (channel,
        [
            mail.TellChanged(channel, creator, creator, sessionId),
            posts.Announce(channel, creator, new Schema.MessageActionChannelCreate { Title = name }, sessionId),
        ]);
    }

    /// <summary>Somebody comes in by itself, or by a link.</summary>
    public Schema.UpdateBase[] Join(Account newcomer, EmulatedChannel channel, long sessionId, Schema.ChatInviteExported? link = null)
    {
        if (channel.Roll.IsBarred(newcomer.Id))
            throw new WorldException(400, "USER_BANNED_IN_CHANNEL");
        if (channel.Roll.Find(newcomer.Id) is not null)
            throw new WorldException(400, "USER_ALREADY_PARTICIPANT");
        if (newcomer.IsBot)
            throw new WorldException(400, "BOT_METHOD_INVALID");
        var member = new ChannelMember(newcomer, link?.AdminId ?? newcomer.Id, clock.UnixTime);
        LetIn(channel, member);
        var changed = mail.TellChanged(channel, newcomer, newcomer, sessionId);
        mail.TellBots(channel, newcomer, newcomer, null, member, link);
        if (channel.IsBroadcast)
            return [changed];
        Schema.MessageActionBase action = link is null
            ? new Schema.MessageActionChatAddUser { Users = [newcomer.Id] }
            : new Schema.MessageActionChatJoinedByLink { InviterId = link.AdminId };
        return [changed, posts.Announce(channel, newcomer, action, sessionId)];
    }

    /// <summary>Members bring others in.</summary>
    public Schema.UpdateBase[] Invite(Account actor, EmulatedChannel channel, IReadOnlyCollection<Account> newcomers, long sessionId)
    {
        ChannelRights.Require(ChannelRights.Has(channel, actor, rights => rights.InviteUsers, forbidden => forbidden.InviteUsers));
        if (channel.IsBroadcast && newcomers.Any(newcomer => newcomer.IsBot))
            throw new WorldException(400, "USER_BOT");
        if (newcomers.Any(newcomer => newcomer.Blocked.Contains(actor.Id)))
            throw new WorldException(403, "USER_PRIVACY_RESTRICTED");
        if (newcomers.Any(newcomer => channel.Roll.IsBarred(newcomer.Id)) && !ChannelRights.Has(channel, actor, rights => rights.BanUsers))
            throw new WorldException(400, "USER_KICKED");
        var added = newcomers.Distinct().Where(newcomer => channel.Roll.Find(newcomer.Id) is null).ToList();
        if (added.Count == 0)
            return [];
        foreach (var newcomer in added)
            Bring(actor, channel, newcomer);
        Schema.UpdateBase[] updates = [new Schema.UpdateChannel { ChannelId = channel.Id }];
        return channel.IsBroadcast
            ? updates
            : [.. updates, posts.Announce(channel, actor, new Schema.MessageActionChatAddUser { Users = [.. added.Select(newcomer => newcomer.Id)] }, sessionId)];
    }

    /// <summary>Lets somebody in without a word to the others.</summary>
    public void Bring(Account actor, EmulatedChannel channel, Account newcomer, Schema.ChatAdminRights? rights = null)
    {
        var member = new ChannelMember(newcomer, actor.Id, clock.UnixTime) { AdminRights = rights, PromotedById = rights is null ? 0 : actor.Id };
        LetIn(channel, member);
        mail.TellChanged(channel, newcomer, actor, 0);
        mail.TellBots(channel, actor, newcomer, null, member);
    }

    /// <summary>A member goes by itself.</summary>
    public Schema.UpdateBase[] Leave(Account member, EmulatedChannel channel, long sessionId)
    {
        var before = channel.Roll.Find(member.Id) ?? throw new WorldException(400, "USER_NOT_PARTICIPANT");
        if (member == channel.Creator)
            throw new WorldException(400, "USER_CREATOR");
        channel.Roll.Remove(member.Id);
        member.Box.Close(channel);
        var changed = mail.TellChanged(channel, member, member, sessionId);
        mail.TellBots(channel, member, member, before, null);
        if (!channel.IsBroadcast)
            posts.Announce(channel, member, new Schema.MessageActionChatDeleteUser { UserId = member.Id }, sessionId);
        return [changed];
    }

    /// <summary>Keeps somebody out for good.</summary>
    public Schema.UpdateBase[] Bar(Account actor, EmulatedChannel channel, Account subject, Schema.ChatBannedRights rights, long sessionId)
    {
        var before = channel.Roll.Find(subject.Id);
        var after = (before ?? new ChannelMember(subject, 0, clock.UnixTime)) with
        {
            AdminRights = null,
            Restrictions = rights,
            RestrictedById = actor.Id,
            Date = clock.UnixTime,
        };
        channel.Roll.Bar(after);
        mail.TellBots(channel, actor, subject, before, after);
        if (before is null)
            return [];
        subject.Box.Close(channel);
        mail.TellChanged(channel, subject, actor, 0);
        Schema.UpdateBase[] updates = [new Schema.UpdateChannel { ChannelId = channel.Id }];
        return channel.IsBroadcast
            ? updates
            : [.. updates, posts.Announce(channel, actor, new Schema.MessageActionChatDeleteUser { UserId = subject.Id }, sessionId)];
    }

    /// <summary>Ends a channel.</summary>
    public Schema.UpdateBase[] End(Account actor, EmulatedChannel channel, long sessionId)
    {
        ChannelRights.Require(actor == channel.Creator);
        roster.Name(channel, null);
        channel.IsDeleted = true;
        var members = channel.Roll.Members.Select(member => member.Account).ToList();
        channel.Roll.Clear();
        foreach (var member in members)
        {
            member.Box.Close(channel);
            mail.TellChanged(channel, member, actor, sessionId);
        }

        return [new Schema.UpdateChannel { ChannelId = channel.Id }];
    }

    /// <summary>A basic group becomes a supergroup: everybody comes along, the messages stay where they are.</summary>
    /// <remarks>Source: https://core.telegram.org/api/channel#migration</remarks>
    public (EmulatedChannel Channel, Schema.UpdateBase[] Updates) Migrate(Account actor, EmulatedGroup group, long sessionId)
    {
        ChannelRights.Require(group.Creator == actor);
        if (group.MigratedTo is not null)
            throw new WorldException(400, "CHAT_ID_INVALID");
        var channel = roster.AddChannel(group.Title, "", isBroadcast: false, actor, clock.UnixTime);
        channel.MigratedFrom = group;
        foreach (var member in group.Roll)
            LetIn(channel, new ChannelMember(member.Account, member.InviterId, clock.UnixTime));
        var last = postOffice.Announce(actor, group, new Schema.MessageActionChatMigrateTo { ChannelId = channel.Id }, sessionId);
        group.MigratedTo = channel;
        return (channel,
        [
            .. last,
            mail.TellAllChanged(channel, actor, sessionId),
            posts.Announce(channel, actor, new Schema.MessageActionChannelMigrateFrom { Title = group.Title, ChatId = group.Id }, sessionId),
        ]);
    }

    /// <summary>What was said before somebody came does not count as unread.</summary>
    private static void LetIn(EmulatedChannel channel, ChannelMember member)
    {
        channel.Roll.Put(member);
        member.Account.Box.Open(new ChannelDialog(member.Account, channel) { ReadInboxMaxId = channel.History.LastId });
    }
}

namespace TelegramHost.Emulator;

/// <summary>Channels as TL objects, as one account may see them.</summary>
internal sealed class ChannelView(Roster roster)
{
    /// <summary>A channel; one that the viewer may not look into is forbidden.</summary>
    public Schema.ChatBase Chat(Account viewer, EmulatedChannel channel)
    {
        var hash = roster.AccessHash(viewer, channel);
        if (!channel.IsOpenTo(viewer))
        {
            return new Schema.ChannelForbidden
            {
                Id = channel.Id,
                AccessHash = hash,
                Title = channel.Title,
                Broadcast = channel.IsBroadcast,
                Megagroup = !channel.IsBroadcast,
            };
        }

        var member = channel.Roll.Find(viewer.Id);
        return new Schema.Channel
        {
            Id = channel.Id,
            AccessHash = hash,
            Title = channel.Title,
            Username = channel.Username,
            Broadcast = channel.IsBroadcast,
            Megagroup = !channel.IsBroadcast,
            Creator = channel.Creator == viewer,
            Left = member is null,
            SlowmodeEnabled = channel.SlowModeSeconds > 0,
            Photo = channel.Photo is { } photo ? new Schema.ChatPhoto { PhotoId = photo.Id, DcId = photo.DcId } : new Schema.ChatPhotoEmpty(),
            Date = member?.Date ?? channel.Date,
            AdminRights = ChannelRights.Of(channel, viewer),
            BannedRights = member?.Restrictions,
            DefaultBannedRights = channel.IsBroadcast ? null : channel.DefaultRights,
            ParticipantsCount = channel.Roll.Members.Count,
        };
    }

    /// <summary>What a channel's own page shows.</summary>
    public static Schema.ChannelFull Full(Account viewer, EmulatedChannel channel)
    {
        var dialog = viewer.Box.FindDialog(channel.Key) ?? new ChannelDialog(viewer, channel);
        var isAdmin = ChannelRights.Of(channel, viewer) is not null;
        return new Schema.ChannelFull
        {
            Id = channel.Id,
            About = channel.About,
            CanViewParticipants = !channel.IsBroadcast || isAdmin,
            CanSetUsername = channel.Creator == viewer,
            CanDeleteChannel = channel.Creator == viewer,
            ParticipantsCount = channel.Roll.Members.Count,
            AdminsCount = isAdmin ? channel.Roll.Members.Count(member => ChannelRights.Of(channel, member.Account) is not null) : null,
            KickedCount = isAdmin ? channel.Roll.Barred.Count : null,
            BannedCount = isAdmin ? channel.Roll.Members.Count(member => member.Restrictions is not null) : null,
            ReadInboxMaxId = dialog.ReadInboxMaxId,
            ReadOutboxMaxId = dialog.ReadOutboxMaxId,
            UnreadCount = dialog.UnreadCount,
            ChatPhoto = channel.Photo is { } photo ? photo : new Schema.PhotoEmpty { Id = 0 },
            NotifySettings = new Schema.PeerNotifySettings(),
            BotInfo = [.. channel.Members.OfType<EmulatedBot>().Select(Rpc.BotsService.InfoOf)],
            MigratedFromChatId = channel.MigratedFrom?.Id,
            MigratedFromMaxId = channel.MigratedFrom is { } group ? viewer.Box.FindDialog(group.Key)?.Top?.Id ?? 0 : null,
            PinnedMsgId = channel.History.Messages.LastOrDefault(message => message.IsPinned && message.IsShownTo(viewer))?.Place!.Id,
            SlowmodeSeconds = channel.SlowModeSeconds == 0 ? null : channel.SlowModeSeconds,
            Pts = channel.History.PtsOf(viewer),
        };
    }

    /// <summary>Somebody in a channel, or kept out of it.</summary>
    public static Schema.ChannelParticipantBase Participant(Account viewer, EmulatedChannel channel, ChannelMember member)
    {
        var id = member.Account.Id;
        if (member.Account == channel.Creator)
            return new Schema.ChannelParticipantCreator { UserId = id, AdminRights = ChannelRights.Everything };
        if (member.AdminRights is { } rights)
        {
            return new Schema.ChannelParticipantAdmin
            {
                UserId = id,
                PromotedBy = member.PromotedById,
                Date = member.Date,
                AdminRights = rights,
                Rank = member.Rank,
                Self = member.Account == viewer,
                InviterId = member.Account == viewer ? member.InviterId : null,
                CanEdit = viewer == channel.Creator || viewer.Id == member.PromotedById,
            };
        }

        if (member.Restrictions is { } restrictions)
        {
            return new Schema.ChannelParticipantBanned
            {
                Peer = member.Account.User.Key.ToPeer(),
                Left = restrictions.ViewMessages,
                KickedBy = member.RestrictedById,
                Date = member.Date,
                BannedRights = restrictions,
            };
        }

        return member.Account == viewer
            ? new Schema.ChannelParticipantSelf { UserId = id, InviterId = member.InviterId, Date = member.Date }
            : new Schema.ChannelParticipant { UserId = id, Date = member.Date };
    }
}

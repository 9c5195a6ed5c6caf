namespace TelegramHost.Emulator;

/// <summary>The world as TL objects, as one account may see it.</summary>
internal sealed class TlView(Roster roster)
{
    /// <summary>Supergroups and broadcast channels.</summary>
    public ChannelView Channels { get; } = new(roster);

    /// <summary>A user, with the access hash that is the viewer's own.</summary>
    public Schema.User User(Account viewer, EmulatedUser user)
    {
        var bot = user as EmulatedBot;
        var isSelf = user == viewer.User;
        return new Schema.User
        {
            Id = user.Id,
            AccessHash = roster.AccessHash(viewer, user),
            Self = isSelf,
            Contact = viewer.Contacts.Contains(user.Id),
            MutualContact = viewer.Contacts.Contains(user.Id) && user.Account.Contacts.Contains(viewer.Id),
            FirstName = user.FirstName,
            LastName = user.LastName,
            Username = user.Username,
            Phone = isSelf || viewer.Contacts.Contains(user.Id) ? user.Phone : null,
            Bot = bot is not null,
            BotInfoVersion = bot is null ? null : 1,
            BotChatHistory = bot is { HasPrivacyMode: false },
            BotCanEdit = false,
            Status = bot is null && !viewer.IsBot ? new Schema.UserStatusRecently() : null,
        };
    }

    /// <summary>A group.</summary>
    public Schema.ChatBase Chat(Account viewer, EmulatedGroup group) => new Schema.Chat
    {
        Id = group.Id,
        Title = group.Title,
        Photo = new Schema.ChatPhotoEmpty(),
        ParticipantsCount = group.Roll.Count,
        Date = group.Date,
        Version = group.Version,
        Creator = group.Creator == viewer,
        Left = group.Find(viewer.Id) is null,
        Deactivated = group.MigratedTo is not null,
        MigratedTo = group.MigratedTo is { } channel ? new Schema.InputChannel { ChannelId = channel.Id, AccessHash = roster.AccessHash(viewer, channel) } : null,
        DefaultBannedRights = new Schema.ChatBannedRights { UntilDate = int.MaxValue },
    };

    /// <summary>Who is in a group.</summary>
    public static Schema.ChatParticipants Participants(EmulatedGroup group) => new()
    {
        ChatId = group.Id,
        Version = group.Version,
        Participants = [.. group.Roll.Select(member => Participant(group, member))],
    };

    /// <summary>A message, as the owner of the copy sees it.</summary>
    public static Schema.MessageBase Message(MessageCopy copy)
    {
        var content = copy.Content;
        var isPost = content.Place?.Channel.IsBroadcast == true;
        // Incoming private messages carry no from_id (layer 119 and later): the peer says who it was. Posts are the channel's.
        var from = !isPost && (copy.Peer.Kind != PeerKind.User || copy.IsOutgoing) ? new Schema.PeerUser { UserId = content.Sender.Id } : null;
        if (content.Action is not null)
        {
            return new Schema.MessageService
            {
                Id = copy.Id,
                Out = copy.IsOutgoing,
                Post = isPost,
                FromId = from,
                ReplyTo = ReplyHeader(copy),
                PeerId = copy.Peer.ToPeer(),
                Date = content.Date,
                Action = content.Action,
            };
        }

        return new Schema.Message
        {
            Id = copy.Id,
            Out = copy.IsOutgoing,
            Mentioned = copy.IsMentioned,
            Silent = content.Silent,
            Post = isPost,
            Pinned = content.IsPinned,
            Views = content.Views,
            Forwards = content.Views is null ? null : 0,
            FromId = from,
            PeerId = copy.Peer.ToPeer(),
            FwdFrom = content.Forward,
            ReplyTo = ReplyHeader(copy),
            Date = content.Date,
            MessageValue = content.Text,
            Media = content.Media,
            ReplyMarkup = content.Markup,
            Entities = content.Entities,
            EditDate = content.EditDate,
            GroupedId = content.GroupedId,
        };
    }

    /// <summary>A conversation of a chat list.</summary>
    public static Schema.Dialog Dialog(Dialog dialog) => new()
    {
        Peer = dialog.Peer.ToPeer(),
        TopMessage = dialog.Top?.Id ?? 0,
        ReadInboxMaxId = dialog.ReadInboxMaxId,
        ReadOutboxMaxId = dialog.ReadOutboxMaxId,
        UnreadCount = dialog.UnreadCount,
        UnreadMentionsCount = 0,
        UnreadReactionsCount = 0,
        UnreadPollVotesCount = 0,
        NotifySettings = new Schema.PeerNotifySettings(),
        Pts = (dialog as ChannelDialog)?.Pts,
    };

    private static Schema.ChatParticipantBase Participant(EmulatedGroup group, GroupMember member)
    {
        if (member.Account == group.Creator)
            return new Schema.ChatParticipantCreator { UserId = member.Account.Id };
        return member.IsAdmin
            ? new Schema.ChatParticipantAdmin { UserId = member.Account.Id, InviterId = member.InviterId, Date = member.Date }
            : new Schema.ChatParticipant { UserId = member.Account.Id, InviterId = member.InviterId, Date = member.Date };
    }

    private static Schema.MessageReplyHeader? ReplyHeader(MessageCopy copy) =>
        copy.Content.ReplyTo?.CopyOf(copy.Owner) is { } answered ? new Schema.MessageReplyHeader { ReplyToMsgId = answered.Id } : null;
}

namespace TelegramHost.Emulator;

/// <summary>What administrators change: rights, and what a channel is called and looks like.</summary>
internal sealed class ChannelOffice(Roster roster, ChannelLife life, ChannelPosts posts, ChannelMail mail)
{
    private const int MaxAboutLength = 255;
    private const int MaxRankLength = 16;

    private static readonly int[] SlowModes = [0, 10, 30, 60, 300, 900, 3600];

    /// <summary>Makes somebody an administrator, changes its rights, or takes them away.</summary>
    public Schema.UpdateBase[] Promote(Account actor, EmulatedChannel channel, Account subject, Schema.ChatAdminRights rights, string? rank, long sessionId)
    {
        ChannelRights.Require(channel, actor, own => own.AddAdmins);
        if (subject == channel.Creator)
            throw new WorldException(400, "USER_CREATOR");
        if (rank?.Length > MaxRankLength)
            throw new WorldException(400, "ADMIN_RANK_INVALID");
        var granted = ChannelRights.IsAny(rights) ? rights : null;
        if (channel.Roll.Find(subject.Id) is not { } before)
        {
            // Bots come into broadcast channels in this way alone.
            if (!subject.IsBot || granted is null)
                throw new WorldException(400, "USER_NOT_PARTICIPANT");
            life.Bring(actor, channel, subject, granted);
            return [new Schema.UpdateChannel { ChannelId = channel.Id }];
        }

        if (before.AdminRights is not null && actor != channel.Creator && before.PromotedById != actor.Id)
            ChannelRights.Require(false);
        var after = before with
        {
            AdminRights = granted,
            Rank = granted is null ? null : rank,
            PromotedById = granted is null ? 0 : actor.Id,
            Restrictions = null,
        };
        channel.Roll.Put(after);
        mail.TellChanged(channel, subject, actor, sessionId);
        mail.TellBots(channel, actor, subject, before, after);
        return [new Schema.UpdateChannel { ChannelId = channel.Id }];
    }

    /// <summary>Restricts somebody, throws it out, or lets it be again.</summary>
    public Schema.UpdateBase[] Restrict(Account actor, EmulatedChannel channel, Account subject, Schema.ChatBannedRights rights, long sessionId)
    {
        ChannelRights.Require(channel, actor, own => own.BanUsers);
        if (subject == channel.Creator || (ChannelRights.Of(channel, subject) is not null && actor != channel.Creator))
            throw new WorldException(400, "USER_ADMIN_INVALID");
        if (rights.ViewMessages)
            return life.Bar(actor, channel, subject, rights, sessionId);
        if (channel.Roll.FindBarred(subject.Id) is { } barred)
        {
            channel.Roll.Unbar(subject.Id);
            mail.TellBots(channel, actor, subject, barred, null);
            return [];
        }

        var before = channel.Roll.Find(subject.Id) ?? throw new WorldException(400, "USER_NOT_PARTICIPANT");
        var after = before with
        {
            AdminRights = null,
            Restrictions = ChannelRights.IsAny(rights) ? rights : null,
            RestrictedById = actor.Id,
        };
        channel.Roll.Put(after);
        mail.TellChanged(channel, subject, actor, sessionId);
        mail.TellBots(channel, actor, subject, before, after);
        return [new Schema.UpdateChannel { ChannelId = channel.Id }];
    }

    public Schema.UpdateBase[] Rename(Account actor, EmulatedChannel channel, string title, long sessionId)
    {
        RequireInfo(channel, actor);
        var name = GroupLife.CheckTitle(title);
        if (name == channel.Title)
            throw new WorldException(400, "CHAT_NOT_MODIFIED");
        channel.Title = name;
        return [mail.TellAllChanged(channel, actor, sessionId), posts.Announce(channel, actor, new Schema.MessageActionChatEditTitle { Title = name }, sessionId)];
    }

    public void Describe(Account actor, EmulatedChannel channel, string about, long sessionId)
    {
        RequireInfo(channel, actor);
        if (about == channel.About)
            throw new WorldException(400, "CHAT_ABOUT_NOT_MODIFIED");
        channel.About = CheckAbout(about);
        mail.TellAllChanged(channel, actor, sessionId);
    }

    /// <summary>Changes the photo; null takes it away.</summary>
    public Schema.UpdateBase[] Picture(Account actor, EmulatedChannel channel, Schema.Photo? photo, long sessionId)
    {
        RequireInfo(channel, actor);
        if (photo is null && channel.Photo is null)
            throw new WorldException(400, "CHAT_NOT_MODIFIED");
        channel.Photo = photo;
        Schema.MessageActionBase action = photo is null ? new Schema.MessageActionChatDeletePhoto() : new Schema.MessageActionChatEditPhoto { Photo = photo };
        return [mail.TellAllChanged(channel, actor, sessionId), posts.Announce(channel, actor, action, sessionId)];
    }

    /// <summary>Makes a channel public under a name, or private.</summary>
    public void Name(Account actor, EmulatedChannel channel, string? username, long sessionId)
    {
        ChannelRights.Require(actor == channel.Creator);
        if (username == channel.Username)
            throw new WorldException(400, "USERNAME_NOT_MODIFIED");
        if (username is not null && !IsFree(username))
            throw new WorldException(400, "USERNAME_OCCUPIED");
        roster.Name(channel, username);
        mail.TellAllChanged(channel, actor, sessionId);
    }

    /// <summary>Whether nobody has a username yet.</summary>
    /// <exception cref="WorldException">USERNAME_INVALID.</exception>
    public bool IsFree(string username)
    {
        if (username.Length is < 4 or > 32 || !char.IsAsciiLetter(username[0]) || !username.All(c => char.IsAsciiLetterOrDigit(c) || c == '_'))
            throw new WorldException(400, "USERNAME_INVALID");
        return roster.FindUsername(username) is null;
    }

    public Schema.UpdateBase[] SlowDown(Account actor, EmulatedChannel channel, int seconds, long sessionId)
    {
        ChannelRights.Require(channel, actor, own => own.BanUsers);
        if (channel.IsBroadcast || !SlowModes.Contains(seconds))
            throw new WorldException(400, "SECONDS_INVALID");
        if (seconds == channel.SlowModeSeconds)
            throw new WorldException(400, "CHAT_NOT_MODIFIED");
        channel.SlowModeSeconds = seconds;
        return [mail.TellAllChanged(channel, actor, sessionId)];
    }

    /// <summary>Changes what nobody may.</summary>
    public Schema.UpdateBase[] SetDefaultRights(Account actor, EmulatedChannel channel, Schema.ChatBannedRights rights, long sessionId)
    {
        ChannelRights.Require(channel, actor, own => own.BanUsers);
        if (TlEquality.Same(rights, channel.DefaultRights))
            throw new WorldException(400, "CHAT_NOT_MODIFIED");
        channel.DefaultRights = rights;
        return [mail.TellAllChanged(channel, actor, sessionId)];
    }

    public static string CheckAbout(string about) =>
        about.Length <= MaxAboutLength ? about : throw new WorldException(400, "CHAT_ABOUT_TOO_LONG");

    private static void RequireInfo(EmulatedChannel channel, Account actor) =>
        ChannelRights.Require(ChannelRights.Has(channel, actor, rights => rights.ChangeInfo, forbidden => forbidden.ChangeInfo));
}

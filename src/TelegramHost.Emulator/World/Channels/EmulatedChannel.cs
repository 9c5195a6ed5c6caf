namespace TelegramHost.Emulator;

/// <summary>A supergroup, in which members talk, or a broadcast channel, in which administrators post.</summary>
public sealed class EmulatedChannel : EmulatedPeer
{
    internal EmulatedChannel(long id, string title, string about, bool isBroadcast, Account creator, int date)
        : base(id)
    {
        Title = title;
        About = about;
        IsBroadcast = isBroadcast;
        Creator = creator;
        Date = date;
    }

    /// <summary>The title.</summary>
    public string Title { get; internal set; }

    /// <summary>What it is about; may be empty.</summary>
    public string About { get; internal set; }

    /// <summary>The username without the at sign, or null when it is private: then only members may look into it.</summary>
    public string? Username { get; internal set; }

    /// <summary>Whether only administrators post (a channel); otherwise members talk (a supergroup).</summary>
    public bool IsBroadcast { get; }

    /// <inheritdoc/>
    public override string Name => Title;

    /// <summary>Who is in it now.</summary>
    public IReadOnlyList<EmulatedUser> Members => [.. Roll.Members.Select(member => member.Account.User)];

    internal override PeerKey Key => PeerKey.Channel(Id);

    internal Account Creator { get; }

    internal int Date { get; }

    internal ChannelRoll Roll { get; } = new();

    internal ChannelHistory History { get; } = new();

    internal Schema.Photo? Photo { get; set; }

    /// <summary>What members without rights of their own may not do.</summary>
    internal Schema.ChatBannedRights DefaultRights { get; set; } = new() { ChangeInfo = true, PinMessages = true, UntilDate = int.MaxValue };

    /// <summary>How many seconds a member waits between two messages; 0 means none.</summary>
    internal int SlowModeSeconds { get; set; }

    /// <summary>The basic group that it was, or null.</summary>
    internal EmulatedGroup? MigratedFrom { get; set; }

    internal bool IsDeleted { get; set; }

    /// <summary>Whether an account may look into it.</summary>
    internal bool IsOpenTo(Account account) =>
        !IsDeleted && !Roll.IsBarred(account.Id) && (Username is not null || Roll.Find(account.Id) is not null);
}

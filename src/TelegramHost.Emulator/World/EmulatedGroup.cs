namespace TelegramHost.Emulator;

/// <summary>A basic group.</summary>
public sealed class EmulatedGroup : EmulatedPeer
{
    private readonly List<GroupMember> _members = [];

    internal EmulatedGroup(long id, string title, Account creator, int date)
        : base(id)
    {
        Title = title;
        Creator = creator;
        Date = date;
        _members.Add(new GroupMember(creator, creator.Id, date, IsAdmin: true));
    }

    /// <summary>The title.</summary>
    public string Title { get; internal set; }

    /// <inheritdoc/>
    public override string Name => Title;

    /// <summary>Who is in the group now.</summary>
    public IReadOnlyList<EmulatedUser> Members => [.. _members.Select(member => member.Account.User)];

    internal override PeerKey Key => PeerKey.Group(Id);

    /// <summary>The supergroup that it became, or null.</summary>
    internal EmulatedChannel? MigratedTo { get; set; }

    internal Account Creator { get; }

    internal int Date { get; }

    /// <summary>Grows with each change of members, so that clients can tell old lists from new ones.</summary>
    internal int Version { get; private set; } = 1;

    internal IReadOnlyList<GroupMember> Roll => _members;

    internal GroupMember? Find(long userId) => _members.Find(member => member.Account.Id == userId);

    internal void Add(Account account, Account inviter, int date)
    {
        _members.Add(new GroupMember(account, inviter.Id, date, IsAdmin: false));
        Version++;
    }

    internal void Remove(Account account)
    {
        _members.RemoveAll(member => member.Account == account);
        Version++;
    }
}

namespace TelegramHost.Emulator;

/// <summary>Who is in a channel, and who is kept out.</summary>
internal sealed class ChannelRoll
{
    private readonly OrderedDictionary<long, ChannelMember> _members = [];
    private readonly OrderedDictionary<long, ChannelMember> _barred = [];

    /// <summary>In the order of joining.</summary>
    public IReadOnlyList<ChannelMember> Members => _members.Values;

    /// <summary>Those who may not come back.</summary>
    public IReadOnlyList<ChannelMember> Barred => _barred.Values;

    public ChannelMember? Find(long userId) => _members.GetValueOrDefault(userId);

    public ChannelMember? FindBarred(long userId) => _barred.GetValueOrDefault(userId);

    public bool IsBarred(long userId) => _barred.ContainsKey(userId);

    /// <summary>Lets somebody in, or changes what is known of a member.</summary>
    public void Put(ChannelMember member)
    {
        _barred.Remove(member.Account.Id);
        _members[member.Account.Id] = member;
    }

    /// <summary>Keeps somebody out, who goes if it was a member.</summary>
    public void Bar(ChannelMember member)
    {
        _members.Remove(member.Account.Id);
        _barred[member.Account.Id] = member;
    }

    public void Remove(long userId) => _members.Remove(userId);

    public void Unbar(long userId) => _barred.Remove(userId);

    public void Clear() => _members.Clear();
}

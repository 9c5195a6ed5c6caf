namespace TelegramHost.Client.Sessions;

/// <summary>Peers in memory with what they are found by, for stores that keep them there or load them at once.</summary>
internal sealed class PeerTable
{
    private readonly Dictionary<long, StoredPeer> _peers = [];
    private readonly Dictionary<string, long> _usernames = new(StringComparer.Ordinal);
    private readonly Dictionary<string, long> _phones = new(StringComparer.Ordinal);

    /// <summary>How many there are.</summary>
    public int Count => _peers.Count;

    /// <summary>All peers.</summary>
    public IEnumerable<StoredPeer> All => _peers.Values;

    /// <summary>The first peers by id, of those above <paramref name="after"/>.</summary>
    public IReadOnlyList<StoredPeer> List(long after, int limit) => [.. _peers.Values.Where(peer => peer.Id > after).OrderBy(static peer => peer.Id).Take(limit)];

    /// <summary>The peer with an id, or null.</summary>
    public StoredPeer? Find(long id) => _peers.GetValueOrDefault(id);

    /// <summary>The peer with a user name, or null.</summary>
    public StoredPeer? FindByUsername(string username) => _usernames.TryGetValue(username, out var id) ? _peers[id] : null;

    /// <summary>The peer with a phone number, or null.</summary>
    public StoredPeer? FindByPhone(string phone) => _phones.TryGetValue(phone, out var id) ? _peers[id] : null;

    /// <summary>Learns a peer, whose bytes are the table's own from now on.</summary>
    public void Write(StoredPeer met)
    {
        var known = Find(met.Id);
        var kept = StoredPeer.Merge(known, met);
        if (ReferenceEquals(kept, known))
            return;
        if (known is not null)
            RemoveNames(known);
        _peers[kept.Id] = kept;
        foreach (var name in kept.Usernames)
            _usernames[name] = kept.Id;
        if (kept.Phone is { } phone)
            _phones[phone] = kept.Id;
    }

    /// <summary>Forgets all.</summary>
    public void Clear()
    {
        _peers.Clear();
        _usernames.Clear();
        _phones.Clear();
    }

    // A name that has gone to another peer is that one's.
    private void RemoveNames(StoredPeer peer)
    {
        foreach (var name in peer.Usernames)
        {
            if (_usernames.TryGetValue(name, out var owner) && owner == peer.Id)
                _usernames.Remove(name);
        }

        if (peer.Phone is { } phone && _phones.TryGetValue(phone, out var phoneOwner) && phoneOwner == peer.Id)
            _phones.Remove(phone);
    }
}

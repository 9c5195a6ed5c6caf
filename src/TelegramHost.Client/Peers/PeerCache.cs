using System.Collections.Concurrent;
using System.Diagnostics.CodeAnalysis;
using TelegramHost.Client.Sessions;
using TelegramHost.Schema;

namespace TelegramHost.Client.Peers;

/// <summary>The peers met so far, with the hashes that address them. Safe to use from several threads.</summary>
/// <remarks>
/// Those met before the start are in the session's store, and come here when they are asked for by a method that may wait.
/// A hash belongs to one account. Short (min) forms never replace full ones, and their hashes are not kept.
/// Source: https://core.telegram.org/api/min
/// </remarks>
internal sealed class PeerCache : IKnownPeers, IChangedPeers, IPeerReceiver
{
    private readonly ConcurrentDictionary<PeerId, PeerRecord> _records = new(concurrencyLevel: 1, capacity: 1);
    private readonly ConcurrentDictionary<string, PeerId> _usernames = new(concurrencyLevel: 1, capacity: 1, StringComparer.OrdinalIgnoreCase);
    private readonly ConcurrentDictionary<string, PeerId> _phones = new(concurrencyLevel: 1, capacity: 1, StringComparer.Ordinal);
    private readonly ConcurrentDictionary<PeerId, bool> _changed = new(concurrencyLevel: 1, capacity: 1);
    private LiveSession? _session;
    private long _selfId;

    /// <summary>The session that keeps peers; null while the client does not run.</summary>
    public LiveSession? Session
    {
        get => Volatile.Read(ref _session);
        set => Volatile.Write(ref _session, value);
    }

    /// <inheritdoc/>
    public long SelfId => Volatile.Read(ref _selfId);

    /// <summary>How many peers are known.</summary>
    public int Count => _records.Count;

    /// <summary>The account that is logged in, as far as it is known.</summary>
    public PeerRecord? Self => SelfId is not 0 and var id ? Find(PeerId.User(id)) : null;

    /// <summary>Names the account that is logged in, before anything was heard of it.</summary>
    public void SetSelf(long userId) => Volatile.Write(ref _selfId, userId);

    /// <inheritdoc/>
    public bool IsKnown(PeerId peer) => _records.ContainsKey(peer);

    /// <inheritdoc/>
    public bool IsKnownInFull(PeerId peer) => peer.Kind == PeerKind.Chat
        ? IsKnown(peer)
        : peer == PeerId.User(SelfId) || (Find(peer) is { IsMin: false, AccessHash: not null and not 0 });

    /// <summary>What is known of a peer, or null.</summary>
    public PeerRecord? Find(PeerId peer) => _records.GetValueOrDefault(peer);

    /// <summary>The peer that was last seen with a user name, or null.</summary>
    public PeerRecord? FindByUsername(string username) =>
        _usernames.TryGetValue(username, out var peer) ? Find(peer) : null;

    /// <summary>The user that was last seen with a phone number, its digits, or null.</summary>
    public PeerRecord? FindByPhone(string digits) => _phones.TryGetValue(digits, out var peer) ? Find(peer) : null;

    /// <summary>The form in which a peer is named to Telegram, or false where no usable hash is known.</summary>
    public bool TryGetInputPeer(PeerId peer, [NotNullWhen(true)] out InputPeerBase? input)
    {
        input = null;
        if (peer.Kind == PeerKind.Chat)
            input = new InputPeerChat { ChatId = peer.Id };
        else if (peer == PeerId.User(SelfId))
            input = new InputPeerSelf();
        else if (Find(peer) is { IsMin: false, AccessHash: { } hash })
        {
            input = peer.Kind == PeerKind.User
                ? new InputPeerUser { UserId = peer.Id, AccessHash = hash }
                : new InputPeerChannel { ChannelId = peer.Id, AccessHash = hash };
        }

        return input is not null;
    }

    /// <summary>Brings a peer here from the store, if it is known there in a better form than here.</summary>
    /// <exception cref="SessionStoreException">The store can't be read.</exception>
    public async ValueTask LoadAsync(PeerId peer, CancellationToken cancellationToken)
    {
        if (!IsKnownInFull(peer) && peer.Kind != PeerKind.Chat)
            await LoadAsync(store => store.FindAsync(peer.BotApiId, cancellationToken), cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Brings the peer of a user name here from the store, if nobody is known here by it.</summary>
    /// <exception cref="SessionStoreException">The store can't be read.</exception>
    public async ValueTask LoadAsync(string username, CancellationToken cancellationToken)
    {
        if (FindByUsername(username) is null)
            await LoadAsync(store => store.FindByUsernameAsync(PeerRecordFormat.UsernameKey(username), cancellationToken), cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Brings the user of a phone number here from the store, if nobody is known here by it.</summary>
    /// <exception cref="SessionStoreException">The store can't be read.</exception>
    public async ValueTask LoadByPhoneAsync(string digits, CancellationToken cancellationToken)
    {
        if (FindByPhone(digits) is null)
            await LoadAsync(store => store.FindByPhoneAsync(digits, cancellationToken), cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Learns from the users and chats of an update or a result.</summary>
    public void Add(UserBase[]? users, ChatBase[]? chats)
    {
        foreach (var user in users ?? [])
            Add(PeerRecords.Of(user));
        foreach (var chat in chats ?? [])
            Add(PeerRecords.Of(chat));
    }

    /// <inheritdoc/>
    void IPeerReceiver.Take(object? brought) => this.Learn(brought);

    /// <summary>Learns one record.</summary>
    public void Add(PeerRecord? record)
    {
        if (record is not null && Keep(record))
            _changed[record.Id] = true;
    }

    /// <inheritdoc/>
    public IReadOnlyList<StoredPeer> Take(int most)
    {
        var taken = new List<StoredPeer>();
        foreach (var peer in _changed.Keys)
        {
            if (taken.Count == most)
                break;
            // First off the list: what changes from here on is on it again.
            if (_changed.TryRemove(peer, out _) && PeerId.TryFromBotApi(peer.BotApiId, out _) && Find(peer) is { } record)
                taken.Add(PeerRecordFormat.Write(record));
        }

        return taken;
    }

    /// <inheritdoc/>
    public void PutBack(IReadOnlyList<StoredPeer> peers)
    {
        foreach (var peer in peers)
            _changed[PeerId.FromBotApi(peer.Id)] = true;
    }

    /// <inheritdoc/>
    public void Forget()
    {
        _changed.Clear();
        _records.Clear();
        _usernames.Clear();
        _phones.Clear();
    }

    private async ValueTask LoadAsync(Func<IPeerStore, ValueTask<StoredPeer?>> find, CancellationToken cancellationToken)
    {
        if (Session is not { } session)
            return;
        if (await session.FindPeerAsync(find, cancellationToken).ConfigureAwait(false) is { } stored)
            Keep(PeerRecordFormat.Read(stored));
    }

    /// <summary>Keeps a record; answers whether something new is known by it.</summary>
    private bool Keep(PeerRecord record)
    {
        var isNew = true;
        var kept = _records.AddOrUpdate(
            record.Id,
            _ => record,
            (_, known) =>
            {
                var merged = Merge(known, record);
                isNew = !merged.SaysTheSameAs(known);
                return merged;
            });
        if (record.Is(PeerTraits.Self))
            SetSelf(record.Id.Id);
        foreach (var name in kept.IsMin ? [] : kept.Usernames)
            _usernames[name] = kept.Id;
        if (kept is { IsMin: false, Phone: { Length: > 0 } phone })
            _phones[PeerRecordFormat.PhoneKey(phone)] = kept.Id;
        return isNew;
    }

    private static PeerRecord Merge(PeerRecord known, PeerRecord met)
    {
        if (met.IsMin && !known.IsMin)
            return known;
        // Some full forms leave the hash out; the one known before still holds.
        return met.AccessHash is null && known.AccessHash is not null ? met with { AccessHash = known.AccessHash } : met;
    }
}

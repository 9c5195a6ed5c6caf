namespace TelegramHost.Client.Sessions;

/// <summary>Keeps sessions in memory: they end with the process, or with this object.</summary>
public sealed class MemorySessionStore : ISessionStore
{
    private readonly Lock _gate = new();
    private readonly Dictionary<string, Slot> _slots = new(StringComparer.Ordinal);

    /// <inheritdoc/>
    public string Description => "the session in memory (Telegram:Session:Store)";

    /// <inheritdoc/>
    public ValueTask<ISessionLease> AcquireAsync(string key, CancellationToken cancellationToken)
    {
        SessionKey.ThrowIfInvalid(key);
        cancellationToken.ThrowIfCancellationRequested();
        lock (_gate)
        {
            if (!_slots.TryGetValue(key, out var slot))
                _slots.Add(key, slot = new Slot());
            if (slot.IsHeld)
            {
                throw new SessionStoreException(SessionStoreFault.Locked,
                    $"The session \"{key}\" in memory is in use by another client of this process: give each client a Telegram:Session:Key of its own, or a store.");
            }

            slot.IsHeld = true;
            return ValueTask.FromResult<ISessionLease>(new Lease(_gate, slot));
        }
    }

    private sealed class Slot
    {
        public byte[]? Data { get; set; }

        public long Version { get; set; }

        public bool IsHeld { get; set; }

        public UpdateMarkTable Marks { get; } = new();

        public PeerTable Peers { get; } = new();

        public QuarantineTable Quarantine { get; } = new();
    }

    private sealed class Lease(Lock gate, Slot slot) : ISessionLease, IUpdateStateStore, IPeerStore, IQuarantineStore
    {
        private bool _released;

        public CancellationToken Lost => CancellationToken.None;

        public IUpdateStateStore Updates => this;

        public IPeerStore Peers => this;

        public IQuarantineStore Quarantine => this;

        public ValueTask<StoredSession?> ReadAsync(CancellationToken cancellationToken) =>
            Do<StoredSession?>(() => slot.Data is null ? null : new StoredSession(slot.Data, slot.Version), cancellationToken);

        public ValueTask<long> WriteAsync(ReadOnlyMemory<byte> data, long expectedVersion, CancellationToken cancellationToken) => Do(() =>
        {
            if (slot.Version != expectedVersion)
            {
                throw new SessionStoreException(SessionStoreFault.Conflict,
                    $"The session in memory has version {slot.Version}, and the write expected {expectedVersion}.");
            }

            slot.Data = data.ToArray();
            return ++slot.Version;
        }, cancellationToken);

        ValueTask<IReadOnlyList<UpdateMark>> IUpdateStateStore.ReadAsync(CancellationToken cancellationToken) =>
            Do(() => slot.Marks.All, cancellationToken);

        public async ValueTask WriteAsync(
            IReadOnlyCollection<UpdateMark> changed, IReadOnlyCollection<UpdateBox> removed, CancellationToken cancellationToken) =>
            await Do(() =>
            {
                // All of it is there before any of it counts.
                slot.Marks.Write([.. changed], [.. removed]);
                return true;
            }, cancellationToken).ConfigureAwait(false);

        public async ValueTask WriteAsync(IReadOnlyCollection<StoredPeer> peers, CancellationToken cancellationToken) =>
            await Do(() =>
            {
                foreach (var peer in peers.ToList())
                    slot.Peers.Write(peer with { Data = peer.Data.ToArray() });
                return true;
            }, cancellationToken).ConfigureAwait(false);

        ValueTask<IReadOnlyList<QuarantineEntry>> IQuarantineStore.ReadAsync(CancellationToken cancellationToken) =>
            Do(() => slot.Quarantine.All, cancellationToken);

        public async ValueTask WriteAsync(
            IReadOnlyCollection<QuarantineEntry> changed, IReadOnlyCollection<long> removed, CancellationToken cancellationToken) =>
            await Do(() =>
            {
                slot.Quarantine.Write([.. changed.Select(entry => entry with { Data = entry.Data.ToArray() })], [.. removed]);
                return true;
            }, cancellationToken).ConfigureAwait(false);

        public ValueTask<StoredPeer?> FindAsync(long id, CancellationToken cancellationToken) =>
            Do(() => slot.Peers.Find(id), cancellationToken);

        public ValueTask<StoredPeer?> FindByUsernameAsync(string username, CancellationToken cancellationToken) =>
            Do(() => slot.Peers.FindByUsername(username), cancellationToken);

        public ValueTask<StoredPeer?> FindByPhoneAsync(string phone, CancellationToken cancellationToken) =>
            Do(() => slot.Peers.FindByPhone(phone), cancellationToken);

        public ValueTask<IReadOnlyList<StoredPeer>?> ListAsync(long after, int limit, CancellationToken cancellationToken) =>
            Do<IReadOnlyList<StoredPeer>?>(() => slot.Peers.List(after, limit), cancellationToken);

        public ValueTask<long?> CountAsync(CancellationToken cancellationToken) => Do<long?>(() => slot.Peers.Count, cancellationToken);

        public async ValueTask ClearAsync(CancellationToken cancellationToken) =>
            await Do(() =>
            {
                slot.Peers.Clear();
                return true;
            }, cancellationToken).ConfigureAwait(false);

        public ValueTask DisposeAsync()
        {
            lock (gate)
            {
                if (!_released)
                    slot.IsHeld = false;
                _released = true;
            }

            return ValueTask.CompletedTask;
        }

        private ValueTask<T> Do<T>(Func<T> action, CancellationToken cancellationToken)
        {
            cancellationToken.ThrowIfCancellationRequested();
            lock (gate)
            {
                ObjectDisposedException.ThrowIf(_released, this);
                return ValueTask.FromResult(action());
            }
        }
    }
}

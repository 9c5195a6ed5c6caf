namespace TelegramHost.Client.Sessions;

/// <summary>Keeps one session in memory: the login ends with the process, or with this object.</summary>
internal sealed class MemorySessionStore : ISessionStore
{
    private readonly Lock _gate = new();
    private byte[]? _data;
    private long _version;
    private bool _held;

    /// <inheritdoc/>
    public string Description => "the session in memory (Telegram:Session:Store)";

    /// <inheritdoc/>
    public ValueTask<ISessionLease> AcquireAsync(CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        lock (_gate)
        {
            if (_held)
            {
                throw new SessionStoreException(SessionStoreFault.Locked,
                    "The session in memory is in use by another client of this process: give each client a store of its own.");
            }

            _held = true;
            return ValueTask.FromResult<ISessionLease>(new Lease(this));
        }
    }

    private sealed class Lease(MemorySessionStore store) : ISessionLease
    {
        private bool _released;

        public ValueTask<StoredSession?> ReadAsync(CancellationToken cancellationToken)
        {
            cancellationToken.ThrowIfCancellationRequested();
            lock (store._gate)
            {
                ObjectDisposedException.ThrowIf(_released, this);
                return ValueTask.FromResult<StoredSession?>(store._data is null ? null : new StoredSession(store._data, store._version));
            }
        }

        public ValueTask<long> WriteAsync(ReadOnlyMemory<byte> data, long expectedVersion, CancellationToken cancellationToken)
        {
            cancellationToken.ThrowIfCancellationRequested();
            lock (store._gate)
            {
                ObjectDisposedException.ThrowIf(_released, this);
                if (store._version != expectedVersion)
                {
                    throw new SessionStoreException(SessionStoreFault.Conflict,
                        $"The session in memory has version {store._version}, and the write expected {expectedVersion}.");
                }

                store._data = data.ToArray();
                return ValueTask.FromResult(++store._version);
            }
        }

        public ValueTask DisposeAsync()
        {
            lock (store._gate)
            {
                if (!_released)
                    store._held = false;
                _released = true;
            }

            return ValueTask.CompletedTask;
        }
    }
}

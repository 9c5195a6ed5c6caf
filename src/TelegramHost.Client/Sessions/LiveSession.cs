using System.Security.Cryptography;

namespace TelegramHost.Client.Sessions;

/// <summary>The session of a running client: the current snapshot, and every change written through to the store in order.</summary>
internal sealed class LiveSession : IAsyncDisposable
{
    private readonly ISessionLease _lease;
    private readonly SemaphoreSlim _writing = new(1, 1);
    private long _version;
    private SessionSnapshot _current;

    private LiveSession(ISessionLease lease, SessionSnapshot current, long version)
    {
        _lease = lease;
        _current = current;
        _version = version;
    }

    /// <summary>The latest snapshot; may be read from any thread.</summary>
    public SessionSnapshot Current => Volatile.Read(ref _current);

    /// <summary>Takes the session and reads it; <paramref name="fresh"/> is used if nothing is stored.</summary>
    /// <exception cref="SessionStoreException">It is in use, damaged or not readable.</exception>
    public static async Task<LiveSession> OpenAsync(ISessionStore store, SessionSnapshot fresh, CancellationToken cancellationToken)
    {
        var lease = await store.AcquireAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            var stored = await lease.ReadAsync(cancellationToken).ConfigureAwait(false);
            return stored is { } session
                ? new LiveSession(lease, SessionSnapshotFormat.Read(session.Data.Span, store.Description), session.Version)
                : new LiveSession(lease, fresh, version: 0);
        }
        catch
        {
            await lease.DisposeAsync().ConfigureAwait(false);
            throw;
        }
    }

    /// <summary>Changes the snapshot and returns when the change is durable. Equal snapshots are not written.</summary>
    /// <remarks>If the write fails the change stays in memory, and the next change writes it too.</remarks>
    /// <exception cref="SessionStoreException">The change could not be stored.</exception>
    public async ValueTask UpdateAsync(Func<SessionSnapshot, SessionSnapshot> change, CancellationToken cancellationToken = default)
    {
        await _writing.WaitAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            var next = change(_current);
            if (ReferenceEquals(next, _current))
                return;
            Volatile.Write(ref _current, next);
            await WriteAsync(next, cancellationToken).ConfigureAwait(false);
        }
        finally
        {
            _writing.Release();
        }
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        // A write that is under way ends first: the lease must not be given up beneath it.
        await _writing.WaitAsync().ConfigureAwait(false);
        await _lease.DisposeAsync().ConfigureAwait(false);
        _writing.Dispose();
    }

    private async ValueTask WriteAsync(SessionSnapshot snapshot, CancellationToken cancellationToken)
    {
        var bytes = SessionSnapshotFormat.Write(snapshot);
        try
        {
            _version = await _lease.WriteAsync(bytes, _version, cancellationToken).ConfigureAwait(false);
        }
        finally
        {
            // They hold the auth keys; a store that keeps them has copied them.
            CryptographicOperations.ZeroMemory(bytes);
        }
    }
}

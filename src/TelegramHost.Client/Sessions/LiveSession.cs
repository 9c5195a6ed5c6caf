using System.Security.Cryptography;

namespace TelegramHost.Client.Sessions;

/// <summary>The session of a running client: the current snapshot, every change written through to the store in order, the marks of updates, and the peers.</summary>
/// <remarks>The only user of the lease: one call at a time.</remarks>
internal sealed class LiveSession : IAsyncDisposable
{
    private const int PeersPerBatch = 1000;

    private readonly ISessionLease _lease;
    private readonly SemaphoreSlim _using = new(1, 1);
    private readonly TaskCompletionSource _lost = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly TaskCompletionSource _closed = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly CancellationTokenRegistration _onLost;
    private readonly HashSet<UpdateBox> _markedBoxes;
    // Hashes of the logins that may have been stored although the store did not say so.
    private readonly HashSet<string> _unanswered = [];
    private IReadOnlyCollection<UpdateMark> _marks;
    private SessionSnapshot? _stored;
    private SessionSnapshot _current;
    private long _version;
    private long _marksForgotten;
    private bool _isBehind;

    private LiveSession(ISessionLease lease, string place, SessionSnapshot current, long version, IReadOnlyCollection<UpdateMark> marks)
    {
        _lease = lease;
        Place = place;
        _current = current;
        _version = version;
        _stored = version == 0 ? null : current;
        _markedBoxes = [.. marks.Select(mark => mark.Box)];
        _marks = marks;
        _onLost = lease.Lost.Register(() => _lost.TrySetException(new SessionStoreException(SessionStoreFault.LeaseLost,
            $"The lease on {place} was lost: it could not be renewed in time, or somebody else took the session over. This client stops, so that the login is not used twice.")));
    }

    /// <summary>The latest snapshot; may be read from any thread.</summary>
    public SessionSnapshot Current => Volatile.Read(ref _current);

    /// <summary>Grows when the marks of an account that was left are removed from the store.</summary>
    public long MarksForgotten => Interlocked.Read(ref _marksForgotten);

    /// <summary>Fails with <see cref="SessionStoreFault.LeaseLost"/> when somebody else has the session; never ends otherwise.</summary>
    public Task Lost => _lost.Task;

    /// <summary>Ends when the session is given up.</summary>
    public Task Closed => _closed.Task;

    /// <summary>Where the session is kept, for messages.</summary>
    public string Place { get; }

    /// <summary>Takes the session that has the default key and reads it; <paramref name="fresh"/> is used if nothing is stored.</summary>
    /// <exception cref="SessionStoreException">It is in use, damaged or not readable.</exception>
    public static async Task<LiveSession> OpenAsync(ISessionStore store, SessionSnapshot fresh, CancellationToken cancellationToken) =>
        await OpenAsync(await store.AcquireAsync(SessionKey.Default, cancellationToken).ConfigureAwait(false), store.Description, fresh, cancellationToken)
            .ConfigureAwait(false);

    /// <summary>Reads the session of <paramref name="lease"/>, which is disposed with this; <paramref name="fresh"/> is used if nothing is stored.</summary>
    /// <exception cref="SessionStoreException">It is damaged or not readable; the lease is given up.</exception>
    public static async Task<LiveSession> OpenAsync(ISessionLease lease, string place, SessionSnapshot fresh, CancellationToken cancellationToken)
    {
        try
        {
            var stored = await lease.ReadAsync(cancellationToken).ConfigureAwait(false);
            var snapshot = stored is { } session ? SessionSnapshotFormat.Read(session.Data.Span, place) : fresh;
            var rows = await lease.Updates.ReadAsync(cancellationToken).ConfigureAwait(false);
            if (rows.Count == 0 && snapshot.FormerMarks is { Length: > 0 } former)
            {
                await lease.Updates.WriteAsync(former, [], cancellationToken).ConfigureAwait(false);
                rows = former;
            }

            return new LiveSession(lease, place, snapshot with { FormerMarks = [] }, stored?.Version ?? 0, rows);
        }
        catch
        {
            await lease.DisposeAsync().ConfigureAwait(false);
            throw;
        }
    }

    /// <summary>The marks of updates as the session was opened with them; they are handed over once.</summary>
    public IReadOnlyCollection<UpdateMark> TakeMarks() => Interlocked.Exchange(ref _marks, []);

    /// <summary>Changes the snapshot and returns when the change is durable. What is equal is not written.</summary>
    /// <remarks>
    /// If the write fails the change stays in memory, and the next change writes it too. Cancelling ends the waiting; a write that has begun goes on,
    /// since nobody could tell whether a torn one was stored.
    /// </remarks>
    /// <exception cref="SessionStoreException">The change could not be stored.</exception>
    public async ValueTask UpdateAsync(Func<SessionSnapshot, SessionSnapshot> change, CancellationToken cancellationToken = default)
    {
        await UseAsync(async lease =>
        {
            var next = change(_current);
            if (ReferenceEquals(next, _current) && !_isBehind)
                return false;
            _isBehind = true;
            Volatile.Write(ref _current, next);
            // What must not outlive an account goes before the account does, so that a crash between the two only forgets.
            if (_stored?.AccountId is { } account && account != next.AccountId)
                await ForgetAccountAsync(lease).ConfigureAwait(false);
            await WriteLoginAsync(lease, next).ConfigureAwait(false);
            _stored = next;
            _isBehind = false;
            return true;
        }, cancellationToken).WaitAsync(cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Stores marks of updates that <paramref name="take"/> gives when its turn has come; nothing while nobody is logged in, or if it gives none.</summary>
    /// <exception cref="SessionStoreException">They could not be stored.</exception>
    public Task<bool> WriteMarksAsync(Func<MarkChanges?> take, CancellationToken cancellationToken) => UseAsync(
        async lease =>
        {
            if (_current.AccountId is null || take() is not { } changes)
                return false;
            if (changes.Changed.Count > 0)
                await SavePeersAsync(lease, cancellationToken).ConfigureAwait(false);
            List<UpdateBox> removed = [.. changes.Removed.Where(_markedBoxes.Contains)];
            if (changes.Changed.Count + removed.Count > 0)
                await lease.Updates.WriteAsync(changes.Changed, removed, cancellationToken).ConfigureAwait(false);
            _markedBoxes.UnionWith(changes.Changed.Select(mark => mark.Box));
            _markedBoxes.ExceptWith(removed);
            return true;
        },
        cancellationToken);

    /// <summary>What was learned of peers; it is stored before the marks that count what taught it, and by <see cref="SavePeersAsync(CancellationToken)"/>.</summary>
    public IChangedPeers? ChangedPeers { get; set; }

    /// <summary>Finds a peer that is stored.</summary>
    /// <exception cref="SessionStoreException">The store can't be read.</exception>
    public Task<StoredPeer?> FindPeerAsync(Func<IPeerStore, ValueTask<StoredPeer?>> find, CancellationToken cancellationToken) =>
        UseAsync(lease => find(lease.Peers).AsTask(), cancellationToken);

    /// <summary>Stores what was learned of peers.</summary>
    /// <exception cref="SessionStoreException">It could not be stored; the next call tries again.</exception>
    public Task SavePeersAsync(CancellationToken cancellationToken) => UseAsync(
        async lease =>
        {
            await SavePeersAsync(lease, cancellationToken).ConfigureAwait(false);
            return true;
        },
        cancellationToken);

    /// <summary>Reads or writes the quarantined updates.</summary>
    /// <exception cref="SessionStoreException">The store can't be read or written.</exception>
    /// <exception cref="NotSupportedException">The store keeps none.</exception>
    public Task<T> UseQuarantineAsync<T>(Func<IQuarantineStore, Task<T>> use, CancellationToken cancellationToken) => UseAsync(
        lease => use(lease.Quarantine ?? throw new NotSupportedException(
            $"{Place} keeps no failed updates: set Telegram:Dispatch:OnFailure to Skip, Retry or StopHost, or use a store whose leases have an IQuarantineStore.")),
        cancellationToken);

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        _closed.TrySetResult();
        // A write that is under way ends first: the lease must not be given up beneath it.
        await _using.WaitAsync().ConfigureAwait(false);
        await _onLost.DisposeAsync().ConfigureAwait(false);
        await _lease.DisposeAsync().ConfigureAwait(false);
        _using.Dispose();
    }

    private async Task<T> UseAsync<T>(Func<ISessionLease, Task<T>> use, CancellationToken cancellationToken)
    {
        await _using.WaitAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            return await use(_lease).ConfigureAwait(false);
        }
        catch (SessionStoreException exception) when (exception.Fault == SessionStoreFault.LeaseLost)
        {
            _lost.TrySetException(exception);
            throw;
        }
        finally
        {
            _using.Release();
        }
    }

    private async ValueTask SavePeersAsync(ISessionLease lease, CancellationToken cancellationToken)
    {
        // Before somebody is logged in there is nobody whose hashes they could be.
        while (_current.AccountId is not null && ChangedPeers is { } learned && learned.Take(PeersPerBatch) is { Count: > 0 } batch)
        {
            try
            {
                await lease.Peers.WriteAsync(batch, cancellationToken).ConfigureAwait(false);
            }
            catch
            {
                learned.PutBack(batch);
                throw;
            }
        }
    }

    private async ValueTask ForgetAccountAsync(ISessionLease lease)
    {
        if (_markedBoxes.Count > 0)
        {
            await lease.Updates.WriteAsync([], _markedBoxes, CancellationToken.None).ConfigureAwait(false);
            _markedBoxes.Clear();
        }

        Interlocked.Increment(ref _marksForgotten);
        ChangedPeers?.Forget();
        await lease.Peers.ClearAsync(CancellationToken.None).ConfigureAwait(false);
        if (lease.Quarantine is { } quarantine && await quarantine.ReadAsync(CancellationToken.None).ConfigureAwait(false) is { Count: > 0 } kept)
            await quarantine.WriteAsync([], [.. kept.Select(entry => entry.Id)], CancellationToken.None).ConfigureAwait(false);
    }

    private async ValueTask WriteLoginAsync(ISessionLease lease, SessionSnapshot next)
    {
        if (next == _stored && _unanswered.Count == 0)
            return;
        var bytes = SessionSnapshotFormat.Write(next);
        try
        {
            _unanswered.Add(HashOf(bytes));
            _version = await WriteOverOwnAsync(lease, bytes).ConfigureAwait(false);
            _unanswered.Clear();
        }
        finally
        {
            // They hold the auth keys; a store that keeps them has copied them.
            CryptographicOperations.ZeroMemory(bytes);
        }
    }

    private async ValueTask<long> WriteOverOwnAsync(ISessionLease lease, byte[] bytes)
    {
        try
        {
            return await lease.WriteAsync(bytes, _version, CancellationToken.None).ConfigureAwait(false);
        }
        catch (SessionStoreException exception) when (exception.Fault == SessionStoreFault.Conflict)
        {
            // The change that is in the way may be this client's own, whose answer was lost on the way.
            if (await lease.ReadAsync(CancellationToken.None).ConfigureAwait(false) is not { } stored || !_unanswered.Contains(HashOf(stored.Data.Span)))
                throw;
            return await lease.WriteAsync(bytes, stored.Version, CancellationToken.None).ConfigureAwait(false);
        }
    }

    private static string HashOf(ReadOnlySpan<byte> login) => Convert.ToHexString(SHA256.HashData(login));
}

using TelegramHost.Client;
using TelegramHost.Client.Sessions;

namespace TelegramHost.Sessions.Sql;

/// <summary>Sole possession of a session in a database, as long as its row is renewed and nobody else has taken it.</summary>
/// <remarks>
/// Every write begins with a renewal of the lease, which fails unless the row is there and has this lease's token still, so a holder that slept
/// through a takeover writes nothing.
/// </remarks>
internal sealed class SqlSessionLease : ISessionLease, IUpdateStateStore, IPeerStore, IQuarantineStore
{
    /// <summary>How long a session stays with a holder that gives no sign of life.</summary>
    public const long LifeMilliseconds = 6000;

    private const string LoginColumns = "version, data";

    private static readonly TimeSpan _heartbeat = TimeSpan.FromSeconds(2);

    // A second before others may take the session: what was sent in it must be over by then.
    private static readonly TimeSpan _lostAfter = TimeSpan.FromMilliseconds(LifeMilliseconds) - TimeSpan.FromSeconds(1);

    private readonly ISqlDatabase _database;
    private readonly string _key;
    private readonly long _token;
    private readonly string _description;
    private readonly TimeProvider _time;
    private readonly SemaphoreSlim _oneAtATime = new(1, 1);
    private readonly CancellationTokenSource _lost;
    private readonly CancellationTokenSource _released = new();
    private readonly Task _beating;

    /// <summary>A lease with <paramref name="token"/>, whose taking began at the timestamp <paramref name="takenAt"/>.</summary>
    public SqlSessionLease(ISqlDatabase database, string key, long token, long takenAt, string description, TimeProvider time)
    {
        (_database, _key, _token, _description, _time) = (database, key, token, description, time);
        // It ends by the clock, whatever the database is doing: a call that hangs renews nothing.
        _lost = new CancellationTokenSource(TimeLeft(takenAt), time);
        Lost = _lost.Token;
        _beating = BeatAsync();
    }

    /// <inheritdoc/>
    public CancellationToken Lost { get; }

    /// <inheritdoc/>
    public IUpdateStateStore Updates => this;

    /// <inheritdoc/>
    public IPeerStore Peers => this;

    /// <inheritdoc/>
    public IQuarantineStore Quarantine => this;

    /// <inheritdoc/>
    public async ValueTask<StoredSession?> ReadAsync(CancellationToken cancellationToken) =>
        await ReadRowsAsync(new SqlStatement($"SELECT {LoginColumns} FROM telegramhost_login WHERE session = ?", _key), cancellationToken).ConfigureAwait(false)
            is [[long version, byte[] data]]
            ? new StoredSession(data, version)
            : null;

    /// <inheritdoc/>
    public async ValueTask<long> WriteAsync(ReadOnlyMemory<byte> data, long expectedVersion, CancellationToken cancellationToken)
    {
        var copy = data.ToArray();
        try
        {
            var write = expectedVersion == 0
                ? new SqlStatement("INSERT INTO telegramhost_login (session, version, data) VALUES (?, 1, ?) ON CONFLICT (session) DO NOTHING RETURNING version", _key, copy)
                : new SqlStatement(
                    "UPDATE telegramhost_login SET version = version + 1, data = ? WHERE session = ? AND version = ? RETURNING version", copy, _key, expectedVersion);
            var results = await RunHeldAsync([write], cancellationToken).ConfigureAwait(false);
            return results[^1] is [[long version]]
                ? version
                : throw new SessionStoreException(SessionStoreFault.Conflict,
                    $"Somebody changed the session \"{_key}\" in {_description} while it was in use; the change is left as it is and nothing was written. Start again to use it.");
        }
        finally
        {
            System.Security.Cryptography.CryptographicOperations.ZeroMemory(copy);
        }
    }

    /// <inheritdoc/>
    async ValueTask<IReadOnlyList<UpdateMark>> IUpdateStateStore.ReadAsync(CancellationToken cancellationToken)
    {
        var rows = await ReadRowsAsync(SqlMarks.Select(_key), cancellationToken).ConfigureAwait(false);
        return [.. rows.Select(SqlMarks.Read)];
    }

    /// <inheritdoc/>
    public async ValueTask WriteAsync(IReadOnlyCollection<UpdateMark> changed, IReadOnlyCollection<UpdateBox> removed, CancellationToken cancellationToken) =>
        await RunHeldAsync(SqlMarks.Write(_key, changed, removed), cancellationToken).ConfigureAwait(false);

    /// <inheritdoc/>
    public async ValueTask WriteAsync(IReadOnlyCollection<StoredPeer> peers, CancellationToken cancellationToken) =>
        await RunHeldAsync(SqlPeers.Write(_key, peers), cancellationToken).ConfigureAwait(false);

    /// <inheritdoc/>
    async ValueTask<IReadOnlyList<QuarantineEntry>> IQuarantineStore.ReadAsync(CancellationToken cancellationToken)
    {
        var rows = await ReadRowsAsync(SqlQuarantine.Select(_key), cancellationToken).ConfigureAwait(false);
        return [.. rows.Select(SqlQuarantine.Read)];
    }

    /// <inheritdoc/>
    public async ValueTask WriteAsync(IReadOnlyCollection<QuarantineEntry> changed, IReadOnlyCollection<long> removed, CancellationToken cancellationToken) =>
        await RunHeldAsync(SqlQuarantine.Write(_key, changed, removed), cancellationToken).ConfigureAwait(false);

    /// <inheritdoc/>
    public ValueTask<StoredPeer?> FindAsync(long id, CancellationToken cancellationToken) => FindPeerAsync(SqlPeers.ById(_key, id), cancellationToken);

    /// <inheritdoc/>
    public ValueTask<StoredPeer?> FindByUsernameAsync(string username, CancellationToken cancellationToken) =>
        FindPeerAsync(SqlPeers.ByName(_key, SqlPeers.Username, username), cancellationToken);

    /// <inheritdoc/>
    public ValueTask<StoredPeer?> FindByPhoneAsync(string phone, CancellationToken cancellationToken) =>
        FindPeerAsync(SqlPeers.ByName(_key, SqlPeers.Phone, phone), cancellationToken);

    /// <inheritdoc/>
    public async ValueTask<IReadOnlyList<StoredPeer>?> ListAsync(long after, int limit, CancellationToken cancellationToken)
    {
        var rows = await ReadRowsAsync(SqlPeers.Above(_key, after, limit), cancellationToken).ConfigureAwait(false);
        return [.. rows.Select(SqlPeers.Read)];
    }

    /// <inheritdoc/>
    public async ValueTask<long?> CountAsync(CancellationToken cancellationToken) =>
        (long)(await ReadRowsAsync(SqlPeers.Count(_key), cancellationToken).ConfigureAwait(false))[0][0]!;

    /// <inheritdoc/>
    public async ValueTask ClearAsync(CancellationToken cancellationToken) =>
        await RunHeldAsync(SqlPeers.Clear(_key), cancellationToken).ConfigureAwait(false);

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        if (_released.IsCancellationRequested)
            return;
        await _released.CancelAsync().ConfigureAwait(false);
        await _beating.ConfigureAwait(false);
        await _oneAtATime.WaitAsync().ConfigureAwait(false);
        try
        {
            // Nothing happens if somebody else has the session by now.
            await _database.RunAsync(
                [new SqlStatement("UPDATE telegramhost_lease SET expires = 0, holder = '' WHERE session = ? AND token = ?", _key, _token)],
                CancellationToken.None).ConfigureAwait(false);
        }
        catch (SessionStoreException)
        {
            // A database that is gone frees the session by itself, a little later.
        }
        finally
        {
            await _database.DisposeAsync().ConfigureAwait(false);
            _oneAtATime.Dispose();
            _lost.Dispose();
        }
    }

    private async ValueTask<StoredPeer?> FindPeerAsync(SqlStatement statement, CancellationToken cancellationToken) =>
        await ReadRowsAsync(statement, cancellationToken).ConfigureAwait(false) is [var row] ? SqlPeers.Read(row) : null;

    private async ValueTask<IReadOnlyList<object?[]>> ReadRowsAsync(SqlStatement statement, CancellationToken cancellationToken) =>
        (await RunAsync([statement], cancellationToken).ConfigureAwait(false))[0];

    private async ValueTask<IReadOnlyList<IReadOnlyList<object?[]>>> RunHeldAsync(IReadOnlyList<SqlStatement> statements, CancellationToken cancellationToken)
    {
        try
        {
            return await RunAsync([.. Renewal(), .. statements], cancellationToken, renews: true).ConfigureAwait(false);
        }
        catch (SessionStoreException exception) when (exception.Fault == SessionStoreFault.LeaseLost)
        {
            await _lost.CancelAsync().ConfigureAwait(false);
            throw new SessionStoreException(SessionStoreFault.LeaseLost,
                $"Somebody else has taken the session \"{_key}\" in {_description} over while this process was silent, or its row was removed; nothing was written. Start again to queue for it.",
                exception);
        }
    }

    /// <summary>Renews the lease, or fails if another one has begun or its row is gone.</summary>
    private SqlStatement[] Renewal() =>
    [
        // The row stays as it is to the end of the transaction, so the second statement sees whether this one met it.
        new($"UPDATE telegramhost_lease SET expires = {_database.Dialect.Now} + ? WHERE session = ? AND token = ?", LifeMilliseconds, _key, _token),
        // A row without a guard can't be, so this fails unless there is nothing to insert.
        new("""
            INSERT INTO telegramhost_lease (session, token, holder, expires) SELECT ?, 0, '', 0
            WHERE NOT EXISTS (SELECT 1 FROM telegramhost_lease WHERE session = ? AND token = ?)
            """, _key, _key, _token),
    ];

    private async ValueTask<IReadOnlyList<IReadOnlyList<object?[]>>> RunAsync(
        IReadOnlyList<SqlStatement> statements, CancellationToken cancellationToken, bool renews = false)
    {
        ObjectDisposedException.ThrowIf(_released.IsCancellationRequested, this);
        cancellationToken.ThrowIfCancellationRequested();
        await _oneAtATime.WaitAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            var before = _time.GetTimestamp();
            var results = await _database.RunAsync(statements, cancellationToken).ConfigureAwait(false);
            if (renews)
                _lost.CancelAfter(TimeLeft(before));
            return results;
        }
        finally
        {
            _oneAtATime.Release();
        }
    }

    /// <summary>How long the lease is surely held yet: the database counts from some moment after the call had begun.</summary>
    private TimeSpan TimeLeft(long renewedAt) =>
        _time.GetElapsedTime(renewedAt) is var elapsed && elapsed < _lostAfter ? _lostAfter - elapsed : TimeSpan.Zero;

    /// <summary>Gives signs of life until the lease is given up or lost.</summary>
    private async Task BeatAsync()
    {
        using var timer = new PeriodicTimer(_heartbeat, _time);
        try
        {
            while (await timer.WaitForNextTickAsync(_released.Token).ConfigureAwait(false) && !Lost.IsCancellationRequested)
            {
                // A beat that hangs makes room for the next one, which may find the database back before the lease has run out.
                using var patience = new CancellationTokenSource(_heartbeat, _time);
                using var ending = CancellationTokenSource.CreateLinkedTokenSource(_released.Token, patience.Token);
                try
                {
                    await RunHeldAsync([], ending.Token).ConfigureAwait(false);
                }
                catch (SessionStoreException exception) when (exception.Fault != SessionStoreFault.LeaseLost)
                {
                    // It failed: the same holds.
                }
                catch (OperationCanceledException) when (!_released.IsCancellationRequested)
                {
                    // It hung.
                }
            }
        }
        catch (SessionStoreException)
        {
            // Lost; whoever holds this object was told by the token.
        }
        catch (OperationCanceledException)
        {
            // Given up.
        }
        catch (ObjectDisposedException)
        {
            // Given up between two beats.
        }
    }
}

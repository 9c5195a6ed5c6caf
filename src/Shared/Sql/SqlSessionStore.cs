using System.Globalization;
using System.Security.Cryptography;
using TelegramHost.Client;
using TelegramHost.Client.Sessions;

namespace TelegramHost.Sessions.Sql;

/// <summary>Takes sessions out of a database: a row for each session says who has it, and until when.</summary>
/// <param name="description">What the store is, for messages.</param>
/// <param name="open">Opens a connection.</param>
/// <param name="time">The clock of heartbeats.</param>
internal sealed class SqlSessionStore(string description, Func<CancellationToken, ValueTask<ISqlDatabase>> open, TimeProvider time)
{
    private const int MaxKeyLength = 100;

    /// <summary>Takes a session.</summary>
    /// <exception cref="SessionStoreException">Somebody else has it, or the database can't be used.</exception>
    public async ValueTask<ISessionLease> AcquireAsync(string key, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(key);
        if (key.Length is 0 or > MaxKeyLength || key.Any(char.IsControl))
            throw new ArgumentException($"A session's key has {key.Length} characters, expected 1 to {MaxKeyLength} without control characters.", nameof(key));
        cancellationToken.ThrowIfCancellationRequested();
        var database = await open(cancellationToken).ConfigureAwait(false);
        try
        {
            await SqlTables.PrepareAsync(database, description, cancellationToken).ConfigureAwait(false);
            var takenAt = time.GetTimestamp();
            var token = await TakeAsync(database, key, cancellationToken).ConfigureAwait(false);
            return new SqlSessionLease(database, key, token, takenAt, description, time);
        }
        catch
        {
            await database.DisposeAsync().ConfigureAwait(false);
            throw;
        }
    }

    private async ValueTask<long> TakeAsync(ISqlDatabase database, string key, CancellationToken cancellationToken)
    {
        var now = database.Dialect.Now;
        var holder = string.Create(CultureInfo.InvariantCulture,
            $"process {Environment.ProcessId} ({Path.GetFileName(Environment.ProcessPath)}) on {Environment.MachineName}");
        var results = await database.RunAsync(
            [
                // By its token a former holder is told from the present one. A counter would begin again where rows are removed or restored.
                new($"""
                    INSERT INTO telegramhost_lease (session, token, holder, expires, guard) VALUES (?, ?, ?, {now} + ?, 1)
                    ON CONFLICT (session) DO UPDATE SET token = excluded.token, holder = excluded.holder, expires = excluded.expires
                    WHERE telegramhost_lease.expires <= {now} RETURNING token
                    """, key, BitConverter.ToInt64(RandomNumberGenerator.GetBytes(sizeof(long))), holder, SqlSessionLease.LifeMilliseconds),
                new("SELECT holder FROM telegramhost_lease WHERE session = ?", key),
            ],
            cancellationToken).ConfigureAwait(false);
        if (results[0] is [[long token]])
            return token;
        var other = results[1] is [[string { Length: > 0 } name]] ? name : "another process";
        throw new SessionStoreException(SessionStoreFault.Locked,
            $"The session \"{key}\" in {description} is in use by {other}. Stop that process, set Telegram:Session:Key to another name, or set Telegram:Session:WhenLocked to Wait: one session can't be used twice.");
    }
}

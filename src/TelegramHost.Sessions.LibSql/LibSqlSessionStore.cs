using TelegramHost.Client.Sessions;
using TelegramHost.Sessions.Sql;

namespace TelegramHost.Sessions.LibSql;

/// <summary>Keeps sessions in libSQL, a local <c>sqld</c> or Turso, by Hrana over HTTP.</summary>
/// <remarks>
/// Every write is one request and one transaction. A holder that dies without a word frees its session after six seconds.
/// Source: https://github.com/tursodatabase/libsql/blob/main/docs/HRANA_3_SPEC.md
/// </remarks>
public sealed class LibSqlSessionStore : ISessionStore
{
    private readonly SqlSessionStore _store;

    /// <summary>A store at <paramref name="url"/>; nothing is connected yet.</summary>
    /// <param name="url"><c>libsql://host?authToken=…</c> or <c>https://…</c>, or <c>http://…</c> without encryption; a secret if it holds a token.</param>
    /// <param name="timeProvider">The clock of the lease's heartbeat and of waits for a busy server; the system's by default.</param>
    /// <exception cref="ArgumentException">It is no such address.</exception>
    public LibSqlSessionStore(string url, TimeProvider? timeProvider = null)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(url);
        if (!LibSqlAddress.TryParse(url, out var address))
        {
            throw new ArgumentException(
                "Telegram:Session:ConnectionString is no address of a libSQL server: expected libsql://host?authToken=… or http://host:port.", nameof(url));
        }

        Description = $"libSQL at {address.Server.Authority} (Telegram:Session:ConnectionString)";
        var time = timeProvider ?? TimeProvider.System;
        _store = new SqlSessionStore(Description, _ => ValueTask.FromResult<ISqlDatabase>(new LibSqlDatabase(address, Description, time)), time);
    }

    /// <inheritdoc/>
    public string Description { get; }

    /// <inheritdoc/>
    public ValueTask<ISessionLease> AcquireAsync(string key, CancellationToken cancellationToken) => _store.AcquireAsync(key, cancellationToken);
}

using Npgsql;
using TelegramHost.Client.Sessions;
using TelegramHost.Sessions.Sql;

namespace TelegramHost.Sessions.Postgres;

/// <summary>Keeps sessions in PostgreSQL, so that several machines can stand by for one another.</summary>
/// <remarks>
/// The tables, whose names begin with <c>telegramhost_</c>, are made in the first schema of the search path. One connection is held for each session in use. A holder that dies
/// without a word frees its session after six seconds.
/// </remarks>
public sealed class PostgresSessionStore : ISessionStore
{
    private readonly SqlSessionStore _store;

    /// <summary>A store in the database that <paramref name="connectionString"/> names; nothing is connected yet.</summary>
    /// <param name="connectionString">In Npgsql's form, for example <c>Host=db;Database=bots;Username=bot;Password=…</c>; a secret if it holds a password.</param>
    /// <param name="timeProvider">The clock of the lease's heartbeat; the system's by default.</param>
    /// <exception cref="ArgumentException">It is no connection string.</exception>
    public PostgresSessionStore(string connectionString, TimeProvider? timeProvider = null)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(connectionString);
        var settings = Parse(connectionString);
        // A connection that waits in a pool would outlive the lease.
        settings.Pooling = false;
        Description = $"PostgreSQL at {settings.Host}, database {settings.Database ?? settings.Username} (Telegram:Session:ConnectionString)";
        _store = new SqlSessionStore(
            Description,
            async cancellationToken => await PostgresDatabase.OpenAsync(settings.ConnectionString, Description, cancellationToken).ConfigureAwait(false),
            timeProvider ?? TimeProvider.System);
    }

    /// <inheritdoc/>
    public string Description { get; }

    /// <inheritdoc/>
    public ValueTask<ISessionLease> AcquireAsync(string key, CancellationToken cancellationToken) => _store.AcquireAsync(key, cancellationToken);

    private static NpgsqlConnectionStringBuilder Parse(string connectionString)
    {
        try
        {
            return new NpgsqlConnectionStringBuilder(connectionString);
        }
        catch (ArgumentException exception)
        {
            // The driver's message may repeat a part of it, and the password stands in there.
            throw new ArgumentException(
                "Telegram:Session:ConnectionString is no connection string of PostgreSQL: expected Host=…;Database=…;Username=…;Password=….", nameof(connectionString), exception);
        }
    }
}

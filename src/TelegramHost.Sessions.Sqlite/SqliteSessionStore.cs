using TelegramHost.Client;
using TelegramHost.Client.Sessions;
using TelegramHost.Sessions.Sql;

namespace TelegramHost.Sessions.Sqlite;

/// <summary>Keeps sessions in a SQLite file, readable by its owner alone.</summary>
/// <remarks>
/// Several clients may share one file, each under a <see cref="SessionOptions.Key"/> of its own. A holder that dies without a word frees its session after
/// six seconds. Source of the durability: https://www.sqlite.org/pragma.html#pragma_synchronous (FULL, with a write-ahead log).
/// </remarks>
public sealed class SqliteSessionStore : ISessionStore
{
    private readonly SqlSessionStore _store;

    /// <summary>A store in the file at <paramref name="path"/>; nothing is touched yet.</summary>
    /// <param name="path">Absolute or relative to the working directory. The folder and the file are made when first used.</param>
    /// <param name="timeProvider">The clock of the lease; the system's by default.</param>
    public SqliteSessionStore(string path, TimeProvider? timeProvider = null)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(path);
        var file = Path.GetFullPath(path);
        Description = $"the SQLite file {file} (Telegram:Session:Path)";
        _store = new SqlSessionStore(Description, _ => ValueTask.FromResult<ISqlDatabase>(SqliteDatabase.Open(file, Description)), timeProvider ?? TimeProvider.System);
    }

    /// <inheritdoc/>
    public string Description { get; }

    /// <inheritdoc/>
    public ValueTask<ISessionLease> AcquireAsync(string key, CancellationToken cancellationToken) => _store.AcquireAsync(key, cancellationToken);
}

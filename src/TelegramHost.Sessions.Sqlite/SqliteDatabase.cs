using Microsoft.Data.Sqlite;
using TelegramHost.Client;
using TelegramHost.Sessions.Sql;

namespace TelegramHost.Sessions.Sqlite;

/// <summary>A connection to a SQLite file. SQLite itself knows no asynchronous calls; they are short.</summary>
internal sealed class SqliteDatabase : ISqlDatabase
{
    // Primary result codes. Source: https://www.sqlite.org/rescode.html
    private const int Permission = 3;
    private const int Busy = 5;
    private const int ReadOnly = 8;
    private const int Corrupt = 11;
    private const int Full = 13;
    private const int CannotOpen = 14;
    private const int Constraint = 19;
    private const int NotADatabase = 26;

    private const int BusyTimeoutSeconds = 5;

    private readonly SqliteConnection _connection;
    private readonly string _description;

    private SqliteDatabase(SqliteConnection connection, string description) => (_connection, _description) = (connection, description);

    /// <inheritdoc/>
    public SqlDialect Dialect => SqlDialect.Sqlite;

    /// <summary>Opens the file, and makes it if it is not there.</summary>
    /// <exception cref="SessionStoreException">It can't be opened, or is no database.</exception>
    public static SqliteDatabase Open(string file, string description)
    {
        var connection = new SqliteConnection(new SqliteConnectionStringBuilder
        {
            DataSource = file,
            // A connection that waits in a pool would hold the file open after the lease.
            Pooling = false,
            DefaultTimeout = BusyTimeoutSeconds,
        }.ToString());
        try
        {
            CreateForOwnerAlone(file);
            connection.Open();
            using var command = connection.CreateCommand();
            command.CommandText = "PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL;";
            command.ExecuteNonQuery();
            return new SqliteDatabase(connection, description);
        }
        catch (Exception exception) when (exception is SqliteException or IOException or UnauthorizedAccessException)
        {
            connection.Dispose();
            throw Translate(exception, $"Could not open {description}");
        }
    }

    /// <inheritdoc/>
    public ValueTask<IReadOnlyList<IReadOnlyList<object?[]>>> RunAsync(IReadOnlyList<SqlStatement> statements, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        try
        {
            // It begins at once as a writer, so that what is read before a write can't change in between.
            using var transaction = _connection.BeginTransaction(deferred: false);
            var results = new IReadOnlyList<object?[]>[statements.Count];
            for (var i = 0; i < results.Length; i++)
                results[i] = Run(statements[i], transaction);
            transaction.Commit();
            return ValueTask.FromResult<IReadOnlyList<IReadOnlyList<object?[]>>>(results);
        }
        catch (SqliteException exception)
        {
            throw Translate(exception, $"Could not use {_description}");
        }
    }

    /// <inheritdoc/>
    public ValueTask DisposeAsync() => _connection.DisposeAsync();

    private List<object?[]> Run(SqlStatement statement, SqliteTransaction transaction)
    {
        using var command = _connection.CreateCommand();
        command.Transaction = transaction;
        command.CommandText = statement.Render(static number => $"$p{number}");
        for (var i = 0; i < statement.Arguments.Length; i++)
            command.Parameters.AddWithValue($"$p{i + 1}", statement.Arguments[i] ?? DBNull.Value);
        using var reader = command.ExecuteReader();
        List<object?[]> rows = [];
        while (reader.Read())
        {
            var row = new object?[reader.FieldCount];
            for (var i = 0; i < row.Length; i++)
                row[i] = reader.IsDBNull(i) ? null : reader.GetValue(i);
            rows.Add(row);
        }

        return rows;
    }

    private static void CreateForOwnerAlone(string file)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(file)!);
        if (File.Exists(file))
            return;
        var options = new FileStreamOptions { Mode = FileMode.OpenOrCreate, Access = FileAccess.ReadWrite, Share = FileShare.ReadWrite };
        if (!OperatingSystem.IsWindows())
            options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        // SQLite gives the files beside it the same rights.
        new FileStream(file, options).Dispose();
    }

    private static SessionStoreException Translate(Exception exception, string attempt)
    {
        var (fault, advice) = exception is not SqliteException sqlite
            ? (SessionStoreFault.Unavailable, $"{exception.Message.TrimEnd('.')}. Check Telegram:Session:Path.")
            : sqlite.SqliteErrorCode switch
            {
                Constraint => (SessionStoreFault.LeaseLost, "somebody else has taken the session over."),
                Corrupt or NotADatabase => (SessionStoreFault.Corrupt,
                    "what lies there is damaged or no SQLite database; it is left as it is. Restore it from a backup, or set Telegram:Session:Path to another file."),
                Full => (SessionStoreFault.Unavailable, "the disk is full. Make room, or set Telegram:Session:Path to another disk; what was stored is left as it is."),
                ReadOnly or Permission or CannotOpen => (SessionStoreFault.Unavailable,
                    "this process may not write there. Grant it, or set Telegram:Session:Path to a place where it may."),
                Busy => (SessionStoreFault.Unavailable, $"another process has kept it busy for more than {BusyTimeoutSeconds} s. Look who else has it open."),
                _ => (SessionStoreFault.Unavailable, $"{sqlite.Message.TrimEnd('.')}. Check Telegram:Session:Path."),
            };
        return new SessionStoreException(fault, $"{attempt}: {advice}", exception);
    }
}

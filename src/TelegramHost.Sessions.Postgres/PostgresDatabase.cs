using System.Net.Sockets;
using Npgsql;
using TelegramHost.Client;
using TelegramHost.Sessions.Sql;

namespace TelegramHost.Sessions.Postgres;

/// <summary>A connection to PostgreSQL, opened again when it was lost.</summary>
internal sealed class PostgresDatabase : ISqlDatabase
{
    private readonly NpgsqlDataSource _source;
    private readonly string _description;
    private NpgsqlConnection? _connection;

    private PostgresDatabase(NpgsqlDataSource source, string description) => (_source, _description) = (source, description);

    /// <inheritdoc/>
    public SqlDialect Dialect => SqlDialect.Postgres;

    /// <summary>Connects.</summary>
    /// <exception cref="SessionStoreException">The database can't be reached or lets nobody in.</exception>
    public static async ValueTask<PostgresDatabase> OpenAsync(string connectionString, string description, CancellationToken cancellationToken)
    {
        var database = new PostgresDatabase(new NpgsqlSlimDataSourceBuilder(connectionString).Build(), description);
        try
        {
            await database.ConnectAsync(cancellationToken).ConfigureAwait(false);
            return database;
        }
        catch (Exception exception)
        {
            await database.DisposeAsync().ConfigureAwait(false);
            throw IsFault(exception) ? Translate(exception, $"Could not connect to {description}") : exception;
        }
    }

    /// <inheritdoc/>
    public async ValueTask<IReadOnlyList<IReadOnlyList<object?[]>>> RunAsync(IReadOnlyList<SqlStatement> statements, CancellationToken cancellationToken)
    {
        try
        {
            var connection = await ConnectAsync(cancellationToken).ConfigureAwait(false);
            // All statements of a batch go out together, and the server carries them out in one transaction.
            var batch = new NpgsqlBatch(connection);
            await using (batch.ConfigureAwait(false))
            {
                foreach (var statement in statements)
                    batch.BatchCommands.Add(CommandOf(statement));
                return await ReadAsync(batch, statements.Count, cancellationToken).ConfigureAwait(false);
            }
        }
        catch (Exception exception) when (IsFault(exception))
        {
            throw Translate(exception, $"Could not use {_description}");
        }
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        if (_connection is { } connection)
            await connection.DisposeAsync().ConfigureAwait(false);
        await _source.DisposeAsync().ConfigureAwait(false);
    }

    private static async ValueTask<IReadOnlyList<IReadOnlyList<object?[]>>> ReadAsync(NpgsqlBatch batch, int count, CancellationToken cancellationToken)
    {
        var results = new IReadOnlyList<object?[]>[count];
        var reader = await batch.ExecuteReaderAsync(cancellationToken).ConfigureAwait(false);
        await using (reader.ConfigureAwait(false))
        {
            for (var i = 0; i < count; i++)
            {
                // The reader passes over statements that answer no rows.
                results[i] = SqlRows.Answers(batch.BatchCommands[i].CommandText)
                    ? await SqlRows.ReadAllAsync(reader, cancellationToken).ConfigureAwait(false)
                    : [];
            }
        }

        return results;
    }

    private static NpgsqlBatchCommand CommandOf(SqlStatement statement)
    {
        var command = new NpgsqlBatchCommand(statement.Render(static number => $"${number}"));
        foreach (var argument in statement.Arguments)
            command.Parameters.Add(new NpgsqlParameter { Value = argument ?? DBNull.Value });
        return command;
    }

    private async ValueTask<NpgsqlConnection> ConnectAsync(CancellationToken cancellationToken)
    {
        if (_connection is { State: System.Data.ConnectionState.Open } open)
            return open;
        if (_connection is { } broken)
            await broken.DisposeAsync().ConfigureAwait(false);
        _connection = null;
        return _connection = await _source.OpenConnectionAsync(cancellationToken).ConfigureAwait(false);
    }

    private static bool IsFault(Exception exception) => exception is NpgsqlException or SocketException or IOException or TimeoutException;

    private static SessionStoreException Translate(Exception exception, string attempt)
    {
        var (fault, advice) = exception switch
        {
            PostgresException { SqlState: PostgresErrorCodes.NotNullViolation, ColumnName: SqlTables.Guard } =>
                (SessionStoreFault.LeaseLost, "somebody else has taken the session over."),
            PostgresException { SqlState: PostgresErrorCodes.InvalidPassword or PostgresErrorCodes.InvalidAuthorizationSpecification } =>
                (SessionStoreFault.Unavailable, "it does not know this user and password. Check Telegram:Session:ConnectionString."),
            PostgresException { SqlState: PostgresErrorCodes.InvalidCatalogName } =>
                (SessionStoreFault.Unavailable, "there is no such database. Make it, or change Telegram:Session:ConnectionString."),
            PostgresException { SqlState: PostgresErrorCodes.DiskFull } =>
                (SessionStoreFault.Unavailable, "its disk is full. Make room there; what was stored is left as it is."),
            PostgresException { SqlState: PostgresErrorCodes.DataCorrupted or PostgresErrorCodes.IndexCorrupted } =>
                (SessionStoreFault.Corrupt, "it says that its files are damaged. Restore it from a backup; nothing was overwritten."),
            PostgresException { SqlState: PostgresErrorCodes.InsufficientPrivilege } =>
                (SessionStoreFault.Unavailable, "this user may not make or use tables there. Grant it, or name another user in Telegram:Session:ConnectionString."),
            PostgresException other => (SessionStoreFault.Unavailable, $"{other.MessageText.TrimEnd('.')} ({other.SqlState}). Check Telegram:Session:ConnectionString."),
            _ => (SessionStoreFault.Unavailable, $"{exception.Message.TrimEnd('.')}. Check that it runs, and Telegram:Session:ConnectionString."),
        };
        return new SessionStoreException(fault, $"{attempt}: {advice}", exception);
    }
}

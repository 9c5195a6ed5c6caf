namespace TelegramHost.Sessions.Sql;

/// <summary>The few words in which databases differ.</summary>
/// <param name="Now">The database's own time in milliseconds since 1970: holders on several machines need one clock.</param>
/// <param name="Blob">The type of bytes.</param>
/// <param name="SchemaLock">Keeps others from making the same tables at the same time, where making them twice at once is an error.</param>
internal sealed record SqlDialect(string Now, string Blob, string? SchemaLock)
{
    /// <summary>SQLite and what is made of it.</summary>
    public static SqlDialect Sqlite { get; } = new("CAST(unixepoch('subsec') * 1000 AS INTEGER)", "BLOB", null);

    /// <summary>PostgreSQL.</summary>
    public static SqlDialect Postgres { get; } = new(
        "CAST(EXTRACT(EPOCH FROM clock_timestamp()) * 1000 AS BIGINT)", "BYTEA", "SELECT 1 FROM (SELECT pg_advisory_xact_lock(hashtext('telegramhost_schema'))) held");
}

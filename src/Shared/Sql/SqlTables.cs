using TelegramHost.Client;

namespace TelegramHost.Sessions.Sql;

/// <summary>The tables, and their version.</summary>
internal static class SqlTables
{
    /// <summary>The column by which a former holder fails: a row without it is an error.</summary>
    public const string Guard = "guard";

    // Raised when a newer version of this library has to keep an older one out.
    private const long Version = 1;

    /// <summary>Makes the tables unless they are there.</summary>
    /// <exception cref="SessionStoreException">A newer version of this library has made them; they are left as they are.</exception>
    public static async Task PrepareAsync(ISqlDatabase database, string description, CancellationToken cancellationToken)
    {
        var results = await database.RunAsync(StatementsFor(database.Dialect), cancellationToken).ConfigureAwait(false);
        if (results[^1] is [[long version]] && version > Version)
        {
            throw new SessionStoreException(SessionStoreFault.NewerVersion,
                $"The tables of {description} have version {version} and were made by a newer TelegramHost; this one knows version {Version}. Update this program, or name another database.");
        }
    }

    private static List<SqlStatement> StatementsFor(SqlDialect dialect)
    {
        List<SqlStatement> statements = [];
        if (dialect.SchemaLock is { } wait)
            statements.Add(new SqlStatement(wait));
        statements.AddRange(
        [
            new("CREATE TABLE IF NOT EXISTS telegramhost_schema (id BIGINT PRIMARY KEY, version BIGINT NOT NULL)"),
            new($"CREATE TABLE IF NOT EXISTS telegramhost_lease (session TEXT PRIMARY KEY, token BIGINT NOT NULL, holder TEXT NOT NULL, expires BIGINT NOT NULL, {Guard} BIGINT NOT NULL)"),
            new($"CREATE TABLE IF NOT EXISTS telegramhost_login (session TEXT PRIMARY KEY, version BIGINT NOT NULL, data {dialect.Blob} NOT NULL)"),
            new("CREATE TABLE IF NOT EXISTS telegramhost_mark (session TEXT NOT NULL, kind BIGINT NOT NULL, channel BIGINT NOT NULL, handled BIGINT NOT NULL, reserved BIGINT NOT NULL, PRIMARY KEY (session, kind, channel))"),
            new($"CREATE TABLE IF NOT EXISTS telegramhost_peer (session TEXT NOT NULL, id BIGINT NOT NULL, hash BIGINT, is_min BIGINT NOT NULL, usernames TEXT NOT NULL, phone TEXT, data {dialect.Blob} NOT NULL, PRIMARY KEY (session, id))"),
            new("CREATE TABLE IF NOT EXISTS telegramhost_name (session TEXT NOT NULL, kind BIGINT NOT NULL, name TEXT NOT NULL, peer BIGINT NOT NULL, PRIMARY KEY (session, kind, name))"),
            new("CREATE INDEX IF NOT EXISTS telegramhost_name_peer ON telegramhost_name (session, peer)"),
            new($"CREATE TABLE IF NOT EXISTS telegramhost_quarantine (session TEXT NOT NULL, id BIGINT NOT NULL, data {dialect.Blob} NOT NULL, PRIMARY KEY (session, id))"),
            new($"INSERT INTO telegramhost_schema (id, version) VALUES (1, {Version}) ON CONFLICT (id) DO NOTHING"),
            new("SELECT version FROM telegramhost_schema WHERE id = 1"),
        ]);
        return statements;
    }
}

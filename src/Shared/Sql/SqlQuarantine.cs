using TelegramHost.Client.Sessions;

namespace TelegramHost.Sessions.Sql;

/// <summary>The statements of quarantined updates.</summary>
internal static class SqlQuarantine
{
    private const int RowsInAStatement = 100;

    /// <summary>All entries of a session.</summary>
    public static SqlStatement Select(string session) => new("SELECT id, data FROM telegramhost_quarantine WHERE session = ?", session);

    /// <summary>A row of <see cref="Select"/>.</summary>
    public static QuarantineEntry Read(object?[] row) => new((long)row[0]!, (byte[])row[1]!);

    /// <summary>Sets some and removes others.</summary>
    public static List<SqlStatement> Write(string session, IReadOnlyCollection<QuarantineEntry> changed, IReadOnlyCollection<long> removed)
    {
        List<SqlStatement> statements = [];
        foreach (var ids in removed.Chunk(RowsInAStatement))
        {
            statements.Add(new SqlStatement(
                $"DELETE FROM telegramhost_quarantine WHERE session = ? AND id IN ({SqlMarks.Places("?", ids.Length)})", [session, .. ids.Select(id => (object?)id)]));
        }

        foreach (var rows in changed.Chunk(RowsInAStatement))
        {
            statements.Add(new SqlStatement(
                $"INSERT INTO telegramhost_quarantine (session, id, data) VALUES {SqlMarks.Places("(?, ?, ?)", rows.Length)} "
                + "ON CONFLICT (session, id) DO UPDATE SET data = excluded.data",
                [.. rows.SelectMany(entry => new object?[] { session, entry.Id, entry.Data.ToArray() })]));
        }

        return statements;
    }
}

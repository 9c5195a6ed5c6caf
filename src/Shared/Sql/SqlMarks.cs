using System.Text;
using TelegramHost.Client.Sessions;

namespace TelegramHost.Sessions.Sql;

/// <summary>The statements of update marks.</summary>
internal static class SqlMarks
{
    // Far below what any of the databases takes in arguments for one statement.
    private const int RowsInAStatement = 100;

    /// <summary>All marks of a session.</summary>
    public static SqlStatement Select(string session) => new("SELECT kind, channel, handled, reserved FROM telegramhost_mark WHERE session = ?", session);

    /// <summary>A row of <see cref="Select"/>.</summary>
    public static UpdateMark Read(object?[] row) =>
        new(new UpdateBox((UpdateBoxKind)(int)(long)row[0]!, (long)row[1]!), (int)(long)row[2]!, (int)(long)row[3]!);

    /// <summary>Sets some and removes others.</summary>
    public static List<SqlStatement> Write(string session, IReadOnlyCollection<UpdateMark> changed, IReadOnlyCollection<UpdateBox> removed)
    {
        List<SqlStatement> statements = [];
        foreach (var boxes in removed.Chunk(RowsInAStatement))
        {
            statements.Add(new SqlStatement(
                $"DELETE FROM telegramhost_mark WHERE session = ? AND (kind, channel) IN (VALUES {Places("(CAST(? AS BIGINT), CAST(? AS BIGINT))", boxes.Length)})",
                [session, .. boxes.SelectMany(box => new object?[] { (long)box.Kind, box.ChannelId })]));
        }

        // One statement must not meet a row twice.
        var marks = new Dictionary<UpdateBox, UpdateMark>();
        foreach (var mark in changed)
            marks[mark.Box] = mark;
        foreach (var rows in marks.Values.Chunk(RowsInAStatement))
        {
            statements.Add(new SqlStatement(
                $"INSERT INTO telegramhost_mark (session, kind, channel, handled, reserved) VALUES {Places("(?, ?, ?, ?, ?)", rows.Length)} "
                + "ON CONFLICT (session, kind, channel) DO UPDATE SET handled = excluded.handled, reserved = excluded.reserved",
                [.. rows.SelectMany(mark => new object?[] { session, (long)mark.Box.Kind, mark.Box.ChannelId, (long)mark.Handled, (long)mark.Reserved })]));
        }

        return statements;
    }

    /// <summary>The same row of places several times.</summary>
    internal static string Places(string row, int count) => new StringBuilder().AppendJoin(", ", Enumerable.Repeat(row, count)).ToString();
}

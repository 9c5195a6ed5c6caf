using System.Data.Common;

namespace TelegramHost.Sessions.Postgres;

/// <summary>Reads rows as the lease wants them.</summary>
internal static class SqlRows
{
    /// <summary>Whether a statement answers rows.</summary>
    public static bool Answers(string statement) =>
        statement.StartsWith("SELECT", StringComparison.Ordinal) || statement.Contains(" RETURNING ", StringComparison.Ordinal);

    /// <summary>The rows of the present statement; then the reader stands at the next one that answers rows.</summary>
    public static async ValueTask<List<object?[]>> ReadAllAsync(DbDataReader reader, CancellationToken cancellationToken)
    {
        List<object?[]> rows = [];
        while (await reader.ReadAsync(cancellationToken).ConfigureAwait(false))
            rows.Add(Read(reader));
        await reader.NextResultAsync(cancellationToken).ConfigureAwait(false);
        return rows;
    }

    // Whole numbers of every size come as long.
    private static object?[] Read(DbDataReader reader)
    {
        var row = new object?[reader.FieldCount];
        for (var i = 0; i < row.Length; i++)
        {
            row[i] = reader.IsDBNull(i) ? null : reader.GetValue(i) switch
            {
                int number => (long)number,
                var value => value,
            };
        }

        return row;
    }
}

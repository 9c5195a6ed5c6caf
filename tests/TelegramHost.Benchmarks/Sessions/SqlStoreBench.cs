using System.Globalization;
using TelegramHost.Benchmarks.Harness;
using TelegramHost.Sessions.LibSql;
using TelegramHost.Sessions.Postgres;
using TelegramHost.Sessions.Sqlite;
using TelegramHost.Sessions.Tests;

namespace TelegramHost.Benchmarks.Sessions;

/// <summary>The stores in databases under a hundred thousand peers and ten thousand channels; servers that are not installed are passed over.</summary>
public sealed class SqlStoreBench : IRatioBench
{
    /// <inheritdoc/>
    public string Name => "sql-stores";

    /// <inheritdoc/>
    public string Description => "the same for SQLite, libSQL (sqld) and PostgreSQL, each with durable writes";

    /// <inheritdoc/>
    public void Run(Report report)
    {
        ArgumentNullException.ThrowIfNull(report);
        RunAsync(report).GetAwaiter().GetResult();
    }

    private static async Task RunAsync(Report report)
    {
        var folder = Directory.CreateTempSubdirectory("telegramhost-bench-");
        try
        {
            await StoreLoad.MeasureAsync(
                "sqlite",
                () => new SqliteSessionStore(Path.Combine(folder.FullName, "bench.db")),
                () => Task.FromResult(folder.GetFiles().Sum(file => file.Length)),
                report).ConfigureAwait(false);
        }
        finally
        {
            folder.Delete(recursive: true);
        }

        if (!IsSkipped("libsql", SqldServer.SkipReason))
        {
            using var server = new SqldServer();
            await StoreLoad.MeasureAsync("libsql", () => new LibSqlSessionStore(server.Url), () => Task.FromResult(server.Size), report).ConfigureAwait(false);
        }

        if (!IsSkipped("postgres", PostgresServer.SkipReason))
        {
            using var server = new PostgresServer { IsDurable = true };
            var database = await server.NewSchemaAsync().ConfigureAwait(false);
            await StoreLoad.MeasureAsync("postgres", () => new PostgresSessionStore(database), () => SizeAsync(database), report).ConfigureAwait(false);
        }
    }

    private static bool IsSkipped(string store, string? reason)
    {
        if (reason is not null)
            Console.Error.WriteLine($"{store} is passed over: {reason}");
        return reason is not null;
    }

    private static async Task<long> SizeAsync(string database) => long.Parse(
        (await PostgresServer.ReadAsync(database,
            "SELECT SUM(pg_total_relation_size(oid))::bigint FROM pg_class WHERE relkind = 'r' AND relname LIKE 'telegramhost%'").ConfigureAwait(false))[0],
        CultureInfo.InvariantCulture);
}

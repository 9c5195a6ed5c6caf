using System.Text.Json;
using TelegramHost.Client.Sessions;
using TelegramHost.Sessions.LibSql;
using TelegramHost.Sessions.Postgres;
using TelegramHost.Sessions.Sqlite;
using TelegramHost.Sessions.Tests;

namespace TelegramHost.Cli.Tests;

/// <summary><c>telegramhost session</c> on databases.</summary>
public sealed class SessionStoreTests(PostgresServer postgres, SqldServer sqld) : IClassFixture<PostgresServer>, IClassFixture<SqldServer>, IDisposable
{
    private const string PrintSecret = "--yes-print-secret";

    private static readonly StringSession _login = new() { DataCenter = 4, AuthKey = [.. Enumerable.Range(0, 256).Select(i => (byte)(i * 7 + 1))], AccountId = 5000000001, IsBot = true };

    private readonly string _folder = Directory.CreateTempSubdirectory("telegramhost-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public Task Login_IsKeptInASqliteFile_BesideOthers() => CheckAsync(["--store", "sqlite", "--session", Path.Combine(_folder, "bots.db")], Path.Combine(_folder, "bots.db"),
        new SqliteSessionStore(Path.Combine(_folder, "bots.db")));

    [PostgresFact]
    public async Task Login_IsKeptInPostgres_WhereAProgramsSettingsSay()
    {
        var database = await postgres.NewSchemaAsync() + ";Password=hidden";
        await CheckAsync(
            ["--settings", Settings("Postgres", database)], "PostgreSQL at 127.0.0.1, database postgres (--connection-string)", new PostgresSessionStore(database));
    }

    [SqldTheory]
    [InlineData("libsql")]
    public Task Login_IsKeptInLibSql(string store) =>
        CheckAsync(["--store", store, "--connection-string", sqld.Url], $"libSQL at {new Uri(sqld.Url).Authority} (--connection-string)", new LibSqlSessionStore(sqld.Url));

    [Fact]
    public async Task Settings_OfOneOfSeveralClients_AreFoundByItsName()
    {
        var settings = Path.Combine(_folder, "appsettings.json");
        var file = Path.Combine(_folder, "{key}.session");
        await File.WriteAllTextAsync(settings, JsonSerializer.Serialize(new { Telegram = new { Clients = new { shop = new { Session = new { Path = file } } } } }));

        var imported = await CommandRun.WithInputAsync(_login.Export(), "session", "import", "--settings", settings, "--name", "shop");

        Assert.Equal((0, ""), (imported.ExitCode, imported.Errors));
        Assert.True(File.Exists(Path.Combine(_folder, "shop.session")));
    }

    [Theory]
    [InlineData("memory")]
    [InlineData("redis")]
    public async Task Store_ThatIsNone_IsRefused(string store) =>
        (await CommandRun.OfAsync("session", "inspect", "--store", store)).AssertRefused("expected file, sqlite, libsql or postgres (--store)");

    [Fact]
    public async Task Inspect_OfNoDatabase_MakesNone()
    {
        (await CommandRun.OfAsync("session", "inspect", "--store", "sqlite", "--session", Path.Combine(_folder, "none.db"))).AssertRefused("There is no session file");
        (await CommandRun.OfAsync("session", "inspect", "--store", "postgres")).AssertRefused("--connection-string is missing");
        (await CommandRun.OfAsync("session", "inspect", "--settings", Path.Combine(_folder, "none.json"))).AssertRefused("none.json");
        Assert.Empty(Directory.GetFiles(_folder));
    }

    private static void AssertFact(CommandRun run, string name, string value) => Assert.Matches($"(?m)^{name}: +{value}$", run.Output);

    private async Task CheckAsync(string[] place, string name, ISessionStore store)
    {
        var key = Path.Combine(_folder, "key");
        await File.WriteAllBytesAsync(key, new byte[32]);
        string[] second = [.. place, "--name", "second", "--encryption-key-file", key];

        var runs = new[]
        {
            await CommandRun.WithInputAsync(_login.Export(), ["session", "import", .. place]),
            await InspectFilledAsync(store, place),
            await CommandRun.WithInputAsync((_login with { AccountId = 7 }).Export(), ["session", "import", .. second]),
            await CommandRun.OfAsync(["session", "inspect", .. second]),
        };
        var again = await CommandRun.WithInputAsync(_login.Export(), ["session", "import", .. place]);
        var exported = await CommandRun.OfAsync(["session", "export", .. place, PrintSecret]);

        Assert.All(runs, run => Assert.Equal((0, ""), (run.ExitCode, run.Errors)));
        Assert.All([.. runs, again], run => Assert.DoesNotContain("hidden", run.Output + run.Errors, StringComparison.Ordinal));
        Assert.Contains($"{name}\n", runs[1].Output, StringComparison.Ordinal);
        Assert.Contains("bot 5000000001", runs[1].Output, StringComparison.Ordinal);
        Assert.Contains("bot 7", runs[3].Output, StringComparison.Ordinal);
        AssertFact(runs[1], "Peers", "2");
        AssertFact(runs[1], "Quarantined updates", "1");
        AssertFact(runs[3], "Peers", "0");
        AssertFact(runs[3], "Quarantined updates", "0");
        Assert.Contains(", encrypted", runs[3].Output, StringComparison.Ordinal);
        again.AssertRefused("is left as it is");
        Assert.Equal(new CommandRun(0, _login.Export(), ""), exported);
        (await CommandRun.OfAsync(["session", "inspect", .. place, "--name", "third"])).AssertRefused("There is no login");
    }

    private static async Task<CommandRun> InspectFilledAsync(ISessionStore store, string[] place)
    {
        await using (var lease = await store.AcquireAsync("default", default))
        {
            await lease.Peers.WriteAsync([new StoredPeer { Id = 1, AccessHash = 2, Usernames = ["hidden"] }, new StoredPeer { Id = 2, IsMin = true }], default);
            await lease.Quarantine!.WriteAsync([new QuarantineEntry(3, "hidden"u8.ToArray())], [], default);
        }

        return await CommandRun.OfAsync(["session", "inspect", .. place]);
    }

    private string Settings(string store, string connectionString)
    {
        var path = Path.Combine(_folder, "appsettings.json");
        File.WriteAllText(path, JsonSerializer.Serialize(new { Telegram = new { Session = new { Store = store, ConnectionString = connectionString } } }));
        return path;
    }
}

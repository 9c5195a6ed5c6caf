using TelegramHost.Client;
using TelegramHost.Client.Sessions;
using TelegramHost.Sessions.Postgres;
using TelegramHost.Testing.SessionStores;
using TelegramHost.TestSupport;

namespace TelegramHost.Sessions.Tests;

public sealed class PostgresStoreTests(PostgresServer server) : IClassFixture<PostgresServer>
{
    public static TheoryData<string> Checks => [.. SessionStoreChecks.Names];

    [PostgresTheory]
    [MemberData(nameof(Checks))]
    public async Task Store_PassesTheCheckOf(string check) =>
        Assert.True(await SessionStoreChecks.RunAsync(check, new Harness(await server.NewSchemaAsync())));

    [PostgresFact]
    public async Task Database_ThatIsNotThere_IsOneSentenceWithoutThePassword()
    {
        var given = (await server.NewSchemaAsync()).Replace("Database=postgres", "Database=nowhere;Password=hidden", StringComparison.Ordinal);

        var error = await Assert.ThrowsAsync<SessionStoreException>(async () => await new PostgresSessionStore(given).AcquireAsync("one", default));

        Assert.Equal(SessionStoreFault.Unavailable, error.Fault);
        Assert.Contains("Telegram:Session:ConnectionString", error.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("hidden", error.Message, StringComparison.Ordinal);
    }

    [PostgresFact]
    public async Task Connection_ThatBreaks_IsMadeAgain()
    {
        var database = await server.NewSchemaAsync();
        await using var lease = await new PostgresSessionStore(database, new ManualTimeProvider()).AcquireAsync("one", default);
        var version = await lease.WriteAsync(new byte[] { 1 }, 0, default);

        await PostgresServer.ExecuteAsync(database,
            "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE pid <> pg_backend_pid() AND query LIKE '%telegramhost_login%'");

        // The first call may find the connection broken; what is to be known is that nothing is lost and the next ones work.
        await Assert.ThrowsAsync<SessionStoreException>(async () => await lease.WriteAsync(new byte[] { 2 }, version, default));
        await lease.WriteAsync(new byte[] { 3 }, version, default);
        Assert.Equal([3], (await lease.ReadAsync(default))!.Value.Data.ToArray());
    }

    [Fact]
    public void ConnectionString_ThatIsNone_IsNotRepeated()
    {
        var error = Assert.Throws<ArgumentException>(() => new PostgresSessionStore("hidden=password=;;nonsense"));

        Assert.Contains("Telegram:Session:ConnectionString", error.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("nonsense", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Server_ThatIsNotThere_IsOneSentence()
    {
        var error = await Assert.ThrowsAsync<SessionStoreException>(
            async () => await new PostgresSessionStore("Host=127.0.0.1;Port=1;Username=u;Password=hidden").AcquireAsync("one", default));

        Assert.Equal(SessionStoreFault.Unavailable, error.Fault);
        Assert.DoesNotContain("hidden", error.Message, StringComparison.Ordinal);
    }

    private sealed class Harness(string database) : SessionStoreHarness
    {
        public override ISessionStore Open() => new PostgresSessionStore(database, new ManualTimeProvider());

        public override async ValueTask<bool> TryKillAsync(ISessionLease lease, string key)
        {
            // Its clock stands still, so it gives no sign of life either.
            await PostgresServer.ExecuteAsync(database, $"UPDATE telegramhost_lease SET expires = 0 WHERE session = '{key}'");
            return true;
        }

        public override ValueTask<bool> TryPauseAsync(ISessionLease lease, string key) => TryKillAsync(lease, key);

        public override async ValueTask<bool> TryRemoveLeaseAsync(ISessionLease lease, string key)
        {
            await PostgresServer.ExecuteAsync(database, $"DELETE FROM telegramhost_lease WHERE session = '{key}'");
            return true;
        }

        public override async ValueTask<bool> TryMakeNewerAsync()
        {
            await PostgresServer.ExecuteAsync(database, "UPDATE telegramhost_schema SET version = 99");
            return true;
        }
    }
}

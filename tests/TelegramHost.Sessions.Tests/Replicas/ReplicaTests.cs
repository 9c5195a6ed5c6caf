using System.Diagnostics;
using System.Globalization;
using Xunit.Abstractions;

namespace TelegramHost.Sessions.Tests.Replicas;

/// <summary>Two processes on one session, under a stream of messages.</summary>
public sealed class ReplicaTests(PostgresServer server, ITestOutputHelper output) : IClassFixture<PostgresServer>
{
    private const string Waiting = "Waiting for the session";
    private const string Handled = "handled ";

    private static readonly TimeSpan _longestTakeover = TimeSpan.FromSeconds(10);

    [PostgresFact]
    public async Task HolderOfADatabase_ThatIsKilled_IsFollowedWithinTenSeconds_AndNoMessageIsLost()
    {
        await using var rig = new ReplicaRig(("Store", "Postgres"), ("ConnectionString", await server.NewSchemaAsync()));
        await CheckTakeoverAsync(rig);
    }

    [Fact]
    public async Task HolderOfAFile_ThatIsKilled_IsFollowedWithinTenSeconds_AndNoMessageIsLost()
    {
        var folder = Directory.CreateTempSubdirectory("telegramhost-");
        await using (var rig = new ReplicaRig(("Path", Path.Combine(folder.FullName, "bot.session"))))
            await CheckTakeoverAsync(rig);
        folder.Delete(recursive: true);
    }

    [PostgresFact]
    public async Task HolderThatSleptThroughATakeover_WritesNothingAndEndsItself()
    {
        var database = await server.NewSchemaAsync();
        await using var rig = new ReplicaRig(("Store", "Postgres"), ("ConnectionString", $"{database};Application Name={ReplicaRig.Bot}"));
        await using var first = rig.StartBot("first");
        await first.WaitForLineAsync(Handled);
        await using var second = rig.StartBot("second");
        await second.WaitForLineAsync(Waiting);

        first.Signal("STOP");
        await second.WaitForLineAsync(Handled);
        await WatchWritersAsync(database);
        first.Signal("CONT");

        Assert.NotEqual(0, await first.WaitForExitAsync());
        Assert.Contains("somebody else", first.Output, StringComparison.OrdinalIgnoreCase);
        await rig.EndStreamAsync();
        await second.WaitForLineAsync(ReplicaRig.LineOf(rig.Sent));
        second.Terminate();
        Assert.Equal(0, await second.WaitForExitAsync());
        Assert.Equal(["second"], await PostgresServer.ReadAsync(database, "SELECT DISTINCT writer FROM writers"));
        Assert.Equal(Enumerable.Range(1, rig.Sent), ReplicaRig.RecordOf(first).Union(ReplicaRig.RecordOf(second)).Order());
    }

    private async Task CheckTakeoverAsync(ReplicaRig rig)
    {
        var since = Stopwatch.StartNew();
        await using var first = rig.StartBot("first");
        await first.WaitForLineAsync(Handled);
        // How fast this machine is: a takeover has a part of a start in it.
        var start = since.Elapsed;
        await using var second = rig.StartBot("second");
        await second.WaitForLineAsync(Waiting);
        await first.WaitForLineAsync(ReplicaRig.LineOf(rig.Sent));
        Assert.Empty(ReplicaRig.RecordOf(second));

        since.Restart();
        first.Signal("KILL");
        await second.WaitForLineAsync(Handled);
        var takeover = since.Elapsed;
        await rig.EndStreamAsync();
        await second.WaitForLineAsync(ReplicaRig.LineOf(rig.Sent));

        output.WriteLine(string.Create(CultureInfo.InvariantCulture,
            $"Start: {start.TotalSeconds:0.00} s. Takeover: {takeover.TotalSeconds:0.00} s from SIGKILL to the first message handled; {rig.Sent} messages, {ReplicaRig.RecordOf(first).Intersect(ReplicaRig.RecordOf(second)).Count()} of them twice."));
        Assert.True(takeover < _longestTakeover, $"The takeover took {takeover}.");
        Assert.Equal(Enumerable.Range(1, rig.Sent), ReplicaRig.RecordOf(first).Union(ReplicaRig.RecordOf(second)).Order());
        Assert.Single(rig.Emulator.Wire.Records.Select(record => record.AuthKeyId).Distinct());
        Assert.Single(rig.Emulator.Wire.Records, record => record.Name == "auth.importBotAuthorization");
    }

    /// <summary>From now on the database notes who changes a row of the session.</summary>
    private static async Task WatchWritersAsync(string database)
    {
        await PostgresServer.ExecuteAsync(database,
            """
            CREATE TABLE writers (writer TEXT NOT NULL);
            CREATE FUNCTION note_writer() RETURNS trigger LANGUAGE plpgsql AS
            $$ BEGIN INSERT INTO writers VALUES (current_setting('application_name')); RETURN NULL; END $$;
            """);
        foreach (var table in await PostgresServer.ReadAsync(database, "SELECT tablename::text FROM pg_tables WHERE schemaname = current_schema() AND tablename LIKE 'telegramhost%'"))
            await PostgresServer.ExecuteAsync(database, $"CREATE TRIGGER note AFTER INSERT OR UPDATE OR DELETE ON {table} FOR EACH ROW EXECUTE FUNCTION note_writer()");
    }
}

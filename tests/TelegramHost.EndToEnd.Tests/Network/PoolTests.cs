using TelegramHost.Client;
using TelegramHost.Emulator;
using TelegramHost.Schema;
using TelegramHost.TestSupport;
using Xunit.Abstractions;

namespace TelegramHost.EndToEnd.Tests.Network;

/// <summary>Calls to several data centres, over connections that are shared, opened and closed as needed.</summary>
public sealed class PoolTests(ITestOutputHelper output) : IDisposable
{
    private const int Home = 2;
    private const int Other = 4;

    private readonly CancellationTokenSource _patience = new(TimeSpan.FromMinutes(2));
    private readonly BotRig _rig = new(new EmulatorOptions { DataCenter = Home, FurtherDataCenters = [1, Other], Strict = true, JournalCapacity = 10_000 });

    private CancellationToken Patience => _patience.Token;

    public void Dispose() => _patience.Dispose();

    [Fact]
    public async Task ManyFirstCallsToAnotherDataCenter_MakeOneKeyAndCarryTheLoginOnce()
    {
        await using var rig = _rig;
        await using var client = TelegramClient.Create(rig.Options());
        await client.ConnectAsync(Patience);

        var there = new InvokeOptions { DataCenter = Other };
        var calls = Enumerable.Range(0, 40).Select(_ => client.InvokeAsync(new HelpGetConfigRequest(), there, Patience));
        var parts = Enumerable.Range(0, 40).Select(part => client.InvokeAsync(Part(part), there, Patience));
        var configs = await Task.WhenAll(calls);
        var saved = await Task.WhenAll(parts);

        Assert.All(configs, config => Assert.Equal(Other, config.ThisDc));
        Assert.All(saved, Assert.True);
        Assert.Single(rig.Emulator.Find(Other).Keys.All);
        Assert.Equal(1, rig.CountOf("auth.exportAuthorization"));
        Assert.Equal(1, rig.CountOf("auth.importAuthorization"));
        Assert.InRange(rig.Emulator.Find(Other).Server.Connections.Count(), 2, 3);
        Assert.Empty(rig.Emulator.Find(1).Keys.All);
        Assert.Empty(rig.Emulator.Offences);
    }

    [Fact]
    public async Task ManyCallsThatAnotherDataCenterDoesNotKnowTheLoginOf_CarryItOnceMore()
    {
        await using var rig = _rig;
        await using var client = TelegramClient.Create(rig.Options());
        await client.ConnectAsync(Patience);
        var there = new InvokeOptions { DataCenter = Other };
        Assert.True(await client.InvokeAsync(Part(0), there, Patience));

        foreach (var key in rig.Emulator.Find(Other).Keys.All)
            key.Login.Account = null;
        var saved = await Task.WhenAll(Enumerable.Range(1, 30).Select(part => client.InvokeAsync(Part(part), there, Patience)));

        Assert.All(saved, Assert.True);
        Assert.Equal(2, rig.CountOf("auth.exportAuthorization"));
        Assert.Equal(ConnectionState.Connected, client.State);
    }

    [Fact]
    public async Task OwnDataCenter_ByItsNumber_IsAskedWithoutCarryingALogin()
    {
        await using var rig = _rig;
        await using var client = TelegramClient.Create(rig.Options());
        await client.ConnectAsync(Patience);

        var config = await client.InvokeAsync(new HelpGetConfigRequest(), new InvokeOptions { DataCenter = Home }, Patience);

        Assert.Equal(Home, config.ThisDc);
        Assert.Equal(0, rig.CountOf("auth.exportAuthorization"));
        Assert.Single(rig.Emulator.Find(Home).Server.Connections);
    }

    [Fact]
    public async Task Call_WhoseStatisticsLieElsewhere_FollowsAlone()
    {
        await using var rig = _rig;
        await using var client = TelegramClient.Create(rig.Options());
        await client.ConnectAsync(Patience);
        rig.Emulator.Faults.Refuse("help.getConfig", 303, "STATS_MIGRATE_4");

        var config = await client.InvokeAsync(new HelpGetConfigRequest(), Patience);

        Assert.Equal(Other, config.ThisDc);
        // Only this call: the account stays where it is.
        Assert.Equal(Home, (await client.InvokeAsync(new HelpGetConfigRequest(), Patience)).ThisDc);
    }

    [Fact]
    public async Task NetworkThatBelongsToAnotherDataCenter_MovesTheWholeClientThere()
    {
        await using var rig = _rig;
        rig.Emulator.World.SetDataCenter(rig.Person, Other);
        var options = rig.Options();
        options.BotToken = null;
        await using var client = TelegramClient.Create(options);
        await client.ConnectAsync(Patience);
        rig.Emulator.Faults.Refuse("auth.sendCode", 303, "NETWORK_MIGRATE_4");

        await client.Auth.SendCodeAsync("+10000000001", Patience);

        Assert.Equal((Other, ConnectionState.Connected), (client.Status.DataCenter, client.State));
        Assert.Equal(Other, (await client.InvokeAsync(new HelpGetConfigRequest(), Patience)).ThisDc);
    }

    [Fact]
    public async Task CallsGivenUpAtAnyMoment_EndAtOnce_AndLeaveTheClientAsItWas()
    {
        await using var rig = _rig;
        await using var client = TelegramClient.Create(rig.Options());
        await client.ConnectAsync(Patience);
        var random = new Random(Seed.Next(output.WriteLine));

        var calls = Enumerable.Range(0, 400).Select(_ => GiveUpAsync(client, random.Next(0, 4), random.Next(0, 400))).ToList();
        var outcomes = await Task.WhenAll(calls).WaitAsync(Patience);

        output.WriteLine($"{outcomes.Count(given => given)} of {outcomes.Length} were given up");
        Assert.Contains(true, outcomes);
        Assert.Equal(rig.Bot.Id, (await client.GetMeAsync(Patience)).Id);
        Assert.Empty(rig.Emulator.Offences);
    }

    private static UploadSaveFilePartRequest Part(int part) => new() { FileId = 7, FilePart = part, Bytes = new byte[1024] };

    /// <summary>Makes a call and gives it up a little later; true if that came before its answer.</summary>
    private static async Task<bool> GiveUpAsync(TelegramClient client, int way, int spins)
    {
        using var cancellation = new CancellationTokenSource();
        var call = client.InvokeAsync(
            new HelpGetConfigRequest(), new InvokeOptions { DataCenter = way == 0 ? Other : Home }, cancellation.Token);
        for (var i = 0; i < spins && way != 1; i++)
            await Task.Yield();
        await cancellation.CancelAsync();
        try
        {
            Assert.NotNull(await call);
            return false;
        }
        catch (OperationCanceledException)
        {
            return true;
        }
    }
}

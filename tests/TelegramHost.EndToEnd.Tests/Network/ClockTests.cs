using TelegramHost.Client;
using TelegramHost.Client.Network;
using TelegramHost.Client.Sessions;
using TelegramHost.Client.Updates;
using TelegramHost.Emulator;
using TelegramHost.TestSupport;

namespace TelegramHost.EndToEnd.Tests.Network;

/// <summary>Machines that sleep, whose clock is set, or whose clock was wrong all along. Virtual time, in memory.</summary>
public sealed class ClockTests : IDisposable
{
    private readonly CancellationTokenSource _patience = new(TimeSpan.FromMinutes(2));
    private readonly ManualTimeProvider _passing = new();
    private readonly ShiftedTime _machine;
    private readonly ShiftedTime _server;

    public ClockTests() => (_machine, _server) = (new ShiftedTime(_passing), new ShiftedTime(_passing));

    private CancellationToken Patience => _patience.Token;

    public void Dispose() => _patience.Dispose();

    [Theory]
    [InlineData(45)]
    [InlineData(200)]
    [InlineData(8 * 3600)]
    public async Task MachineThatSlept_LooksAfterItself_AndMissesNothing(int seconds)
    {
        await using var rig = Rig();
        await using var client = Client(rig, new MemorySessionStore());
        await client.ConnectAsync(Patience);
        var received = ReceiveAsync(client, 2);
        await rig.Emulator.World.SendTextAsync(rig.Person, rig.Bot, "before");

        // What a sleeping machine does not hear, and no timer of it counts.
        rig.Emulator.Faults.DropUpdates(rig.Bot.Id);
        _machine.Shift = _server.Shift = TimeSpan.FromSeconds(seconds);
        await rig.Emulator.World.SendTextAsync(rig.Person, rig.Bot, "meanwhile");
        var texts = await _passing.RunAsync(received, TimeSpan.FromHours(1));
        var me = await _passing.RunAsync(client.GetMeAsync(), TimeSpan.FromHours(1));

        Assert.Equal(["before", "meanwhile"], texts);
        Assert.Equal(rig.Bot.Id, me.Id);
        Assert.Equal(ConnectionState.Connected, client.State);
    }

    [Fact]
    public async Task MachineThatSlept_WhoseConnectionDiedWithoutAWord_FindsOutBeforeTheNextPing()
    {
        await using var rig = Rig();
        var line = new SilentLine(rig.Emulator.Connector, _passing);
        await using var client = Client(rig, new MemorySessionStore(), line);
        await client.ConnectAsync(Patience);
        var wokenAt = _passing.GetUtcNow();

        line.Silence();
        _machine.Shift = _server.Shift = TimeSpan.FromHours(3);
        var me = await _passing.RunAsync(client.GetMeAsync(), TimeSpan.FromHours(1));

        Assert.Equal(rig.Bot.Id, me.Id);
        Assert.InRange(line.NextOpened!.Value - wokenAt, TimeSpan.Zero, TimeSpan.FromSeconds(55));
    }

    [Fact]
    public async Task MachineThatSlept_RenewsATemporaryKeyThatIsNearItsEnd()
    {
        await using var rig = Rig();
        await using var client = Client(rig, new MemorySessionStore(), pfs: true);
        await client.ConnectAsync(Patience);

        // Of 24 hours 20 are gone, though the machine has counted none of them.
        _machine.Shift = _server.Shift = TimeSpan.FromHours(20);
        await _passing.RunAsync(rig.CalledAsync("auth.bindTempAuthKey", 2, Patience), TimeSpan.FromHours(1));

        Assert.Equal(rig.Bot.Id, (await _passing.RunAsync(client.GetMeAsync(), TimeSpan.FromHours(1))).Id);
    }

    [Fact]
    public async Task RestoredNetwork_FindsAConnectionThatDiedWithoutAWord()
    {
        await using var rig = Rig();
        var line = new SilentLine(rig.Emulator.Connector, _passing);
        await using var client = Client(rig, new MemorySessionStore(), line);
        await client.ConnectAsync(Patience);
        var restoredAt = _passing.GetUtcNow();

        line.Silence();
        client.SignalNetworkRestored();
        var me = await _passing.RunAsync(client.GetMeAsync(), TimeSpan.FromHours(1));

        Assert.Equal(rig.Bot.Id, me.Id);
        Assert.InRange(line.NextOpened!.Value - restoredAt, TimeSpan.Zero, TimeSpan.FromSeconds(55));
    }

    [Theory]
    [InlineData(5)]
    [InlineData(-5)]
    public async Task Clock_ThatSomebodySets_DisturbsNothing_NorTheNextStart(int hours)
    {
        await using var rig = Rig();
        var store = new MemorySessionStore();
        await using (var client = Client(rig, store))
        {
            await client.ConnectAsync(Patience);
            _machine.Shift = TimeSpan.FromHours(hours);
            await _passing.RunAsync(Task.Delay(TimeSpan.FromSeconds(20), _passing).ContinueWith(_ => true, TaskScheduler.Default));
            Assert.Equal(rig.Bot.Id, (await _passing.RunAsync(client.GetMeAsync(), TimeSpan.FromHours(1))).Id);
            Assert.Equal(ConnectionState.Connected, client.State);
        }

        await using var next = Client(rig, store);
        await next.ConnectAsync(Patience);

        Assert.Equal(1, rig.CountOf("auth.importBotAuthorization"));
        // It knew by how much the clock is wrong: no message was refused for its time.
        Assert.DoesNotContain(rig.Emulator.Offences, offence => offence.Text.Contains("bad message", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData(9)]
    [InlineData(-9)]
    public async Task StoredKey_WithATimeDifferenceThatIsHoursOld_ComesUpByItself(int hours)
    {
        await using var rig = Rig();
        var store = new MemorySessionStore();
        await using (var client = Client(rig, store))
            await client.ConnectAsync(Patience);

        // Between two starts somebody has set the clock: what is stored of the server's time is wrong by hours.
        _machine.Shift = TimeSpan.FromHours(hours);
        await using var next = Client(rig, store);
        await next.ConnectAsync(Patience);
        var received = ReceiveAsync(next, 1);
        await rig.Emulator.World.SendTextAsync(rig.Person, rig.Bot, "hello");

        Assert.Equal(["hello"], await _passing.RunAsync(received, TimeSpan.FromHours(1)));
        Assert.Equal(1, rig.CountOf("auth.importBotAuthorization"));
        Assert.Single(rig.Emulator.Find(2).Keys.All);
        Assert.Contains(rig.Emulator.Offences, offence => offence.Text.Contains($"bad message {(hours < 0 ? 16 : 17)} ", StringComparison.Ordinal));
    }

    private BotRig Rig() => new(new EmulatorOptions { TimeProvider = _server });

    private TelegramClient Client(BotRig rig, MemorySessionStore store, IConnector? line = null, bool pfs = false)
    {
        var options = rig.Options();
        // Virtual time may run ahead of a busy machine; what is measured here are not these.
        options.Resilience.AttemptTimeout = TimeSpan.FromHours(1);
        options.Resilience.TotalTimeout = TimeSpan.FromHours(2);
        options.Connection.HandshakeTimeout = TimeSpan.FromMinutes(10);
        (options.Connection.PerfectForwardSecrecy, options.Connection.TemporaryKeyLifetime) = (pfs, TimeSpan.FromHours(24));
        return new TelegramClient(options, line ?? rig.Emulator.Connector, store, timeProvider: _machine);
    }

    private static async Task<List<string?>> ReceiveAsync(TelegramClient client, int count)
    {
        List<string?> texts = [];
        await foreach (var update in client.Updates)
        {
            if (update is NewMessage message)
                texts.Add(message.Message.Text);
            if (texts.Count == count)
                break;
        }

        return texts;
    }
}

using TelegramHost.Client;
using TelegramHost.Client.Sessions;
using TelegramHost.Client.Updates;
using TelegramHost.Emulator;
using TelegramHost.TestSupport;

namespace TelegramHost.EndToEnd.Tests.Network;

/// <summary>Machines that sleep, whose clock is set, or whose clock was wrong all along. Virtual time, in memory.</summary>
public sealed class ClockTests
{
    private readonly ManualTimeProvider _passing = new();
    private readonly ShiftedTime _machine;
    private readonly ShiftedTime _server;

    public ClockTests() => (_machine, _server) = (new ShiftedTime(_passing), new ShiftedTime(_passing));

    [Theory]
    [InlineData(45)]
    [InlineData(200)]
    [InlineData(8 * 3600)]
    public async Task MachineThatSlept_LooksAfterItself_AndMissesNothing(int seconds)
    {
        await using var rig = Rig();
        await using var client = Client(rig, new MemorySessionStore());
        await _passing.RunAsync(ConnectAsync(client));
        var received = ReceiveAsync(client, 2);
        await rig.Emulator.World.SendTextAsync(rig.Person, rig.Bot, "before");

        // What a sleeping machine does not hear, and no timer of it counts.
        rig.Emulator.Faults.DropUpdates(rig.Bot.Id);
        _machine.Shift = _server.Shift = TimeSpan.FromSeconds(seconds);
        await rig.Emulator.World.SendTextAsync(rig.Person, rig.Bot, "meanwhile");
        var texts = await _passing.RunAsync(received, TimeSpan.FromMinutes(2));
        var me = await _passing.RunAsync(client.GetMeAsync(), TimeSpan.FromMinutes(2));

        Assert.Equal(["before", "meanwhile"], texts);
        Assert.Equal(rig.Bot.Id, me.Id);
        Assert.Equal(ConnectionState.Connected, client.State);
    }

    [Fact]
    public async Task MachineThatSlept_WhoseConnectionDied_ConnectsAgainAtOnce()
    {
        await using var rig = Rig();
        await using var client = Client(rig, new MemorySessionStore());
        await _passing.RunAsync(ConnectAsync(client));
        var asleepAt = _passing.GetUtcNow();

        rig.Emulator.Faults.CutConnections();
        rig.Emulator.Faults.ForgetSessions();
        _machine.Shift = _server.Shift = TimeSpan.FromHours(3);
        var me = await _passing.RunAsync(client.GetMeAsync(), TimeSpan.FromMinutes(2));

        Assert.Equal(rig.Bot.Id, me.Id);
        Assert.InRange(_passing.GetUtcNow() - asleepAt, TimeSpan.Zero, TimeSpan.FromSeconds(30));
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
            await _passing.RunAsync(ConnectAsync(client));
            _machine.Shift = TimeSpan.FromHours(hours);
            await _passing.RunAsync(Task.Delay(TimeSpan.FromSeconds(20), _passing).ContinueWith(_ => true, TaskScheduler.Default));
            Assert.Equal(rig.Bot.Id, (await _passing.RunAsync(client.GetMeAsync())).Id);
            Assert.Equal(ConnectionState.Connected, client.State);
        }

        await using var next = Client(rig, store);
        await _passing.RunAsync(ConnectAsync(next));

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
            await _passing.RunAsync(ConnectAsync(client));

        // Between two starts somebody has set the clock: what is stored of the server's time is wrong by hours.
        _machine.Shift = TimeSpan.FromHours(hours);
        await using var next = Client(rig, store);
        await _passing.RunAsync(ConnectAsync(next), TimeSpan.FromMinutes(1));
        var received = ReceiveAsync(next, 1);
        await rig.Emulator.World.SendTextAsync(rig.Person, rig.Bot, "hello");

        Assert.Equal(["hello"], await _passing.RunAsync(received, TimeSpan.FromMinutes(1)));
        Assert.Equal(1, rig.CountOf("auth.importBotAuthorization"));
        Assert.Single(rig.Emulator.Find(2).Keys.All);
        Assert.Contains(rig.Emulator.Offences, offence => offence.Text.Contains($"bad message {(hours < 0 ? 16 : 17)} ", StringComparison.Ordinal));
    }

    private BotRig Rig() => new(new EmulatorOptions { TimeProvider = _server });

    private TelegramClient Client(BotRig rig, MemorySessionStore store) => new(rig.Options(), rig.Emulator.Connector, store, timeProvider: _machine);

    private static async Task<bool> ConnectAsync(TelegramClient client)
    {
        await client.ConnectAsync();
        return true;
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

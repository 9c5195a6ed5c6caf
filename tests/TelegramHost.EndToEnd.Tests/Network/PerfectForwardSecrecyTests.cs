using System.Globalization;
using System.Net;
using TelegramHost.Client;
using TelegramHost.Client.Network;
using TelegramHost.Client.Sessions;
using TelegramHost.Client.Updates;
using TelegramHost.Emulator;
using TelegramHost.Emulator.Inspection;
using TelegramHost.TestSupport;

namespace TelegramHost.EndToEnd.Tests.Network;

/// <summary>Temporary keys over the real wire, on virtual time: made, bound, renewed under load, and lost in every way that a server loses them.</summary>
public sealed class PerfectForwardSecrecyTests : IAsyncLifetime
{
    private static readonly TimeSpan _lifetime = TimeSpan.FromHours(2);
    // With pings every 20 seconds the server, which waits for 75, hears from the client between two steps.
    private static readonly TimeSpan _step = TimeSpan.FromSeconds(45);
    private static readonly TimeSpan _pingInterval = TimeSpan.FromSeconds(20);

    private readonly CancellationTokenSource _patience = new(TimeSpan.FromMinutes(3));
    private readonly ManualTimeProvider _time = new();
    private readonly MemorySessionStore _store = new();
    private readonly BotRig _rig;
    private readonly Gate _gate;
    private readonly TelegramClientOptions _options;
    private TelegramClient _client;

    public PerfectForwardSecrecyTests()
    {
        _rig = new BotRig(new EmulatorOptions { Strict = true, TimeProvider = _time, JournalCapacity = 100_000 });
        _gate = new Gate(_rig.Emulator.Connector);
        _options = _rig.Options();
        _options.Connection.PerfectForwardSecrecy = true;
        _options.Connection.TemporaryKeyLifetime = _lifetime;
        _options.Connection.PingInterval = _pingInterval;
        // What takes the processor long must not take the manual clock long.
        _options.Connection.HandshakeTimeout = TimeSpan.FromDays(1);
        _options.Resilience.AttemptTimeout = TimeSpan.FromHours(1);
        _options.Resilience.TotalTimeout = TimeSpan.FromHours(2);
        _options.Connection.StartTimeout = Timeout.InfiniteTimeSpan;
        // Hours without a network are few tries then.
        _options.Connection.MaxReconnectDelay = TimeSpan.FromSeconds(10);
        _client = Make();
    }

    private CancellationToken Patience => _patience.Token;

    private IEnumerable<WireRecord> Calls => _rig.Emulator.Wire.Records.Where(record => record.Direction == WireDirection.Request);

    private int Bindings => _rig.CountOf("auth.bindTempAuthKey");

    private int Logins => _rig.CountOf("auth.importBotAuthorization");

    public Task InitializeAsync() => Task.CompletedTask;

    public async Task DisposeAsync()
    {
        await _client.DisposeAsync();
        await _rig.DisposeAsync();
        _patience.Dispose();
    }

    [Fact]
    public async Task Client_SpeaksWithTheTemporaryKeyAlone_AndIntroducesItselfAfterTheBinding()
    {
        await ConnectAsync();

        await _client.GetMeAsync(Patience);

        var permanent = Assert.Single(Keys(temporary: false));
        Assert.NotEmpty(Calls);
        Assert.DoesNotContain(Calls, call => call.AuthKeyId == permanent);
        Assert.Equal(1, Bindings);
        Assert.Empty(_rig.Emulator.Offences);
    }

    [Fact]
    public async Task Key_IsRenewedUnderHundredsOfCalls_AndEachIsDoneOnce()
    {
        _options.Connection.TemporaryKeyLifetime = TimeSpan.FromMinutes(10);
        await _client.DisposeAsync();
        _client = Make();
        await ConnectAsync();
        var chat = await MeetAsync();
        List<string> sent = [];

        for (var passed = TimeSpan.Zero; passed < TimeSpan.FromMinutes(16); passed += _step)
        {
            var wave = Enumerable.Range(sent.Count, 300).Select(number => number.ToString(CultureInfo.InvariantCulture)).ToList();
            var sending = wave.Select(text => _client.Messages.SendTextAsync(chat, new(text), Patience)).ToList();
            _time.Advance(_step);
            await RunAsync(Task.WhenAll(sending));
            sent.AddRange(wave);
            Assert.True(_client.Status.IsUp);
        }

        await RunAsync(_rig.CalledAsync("auth.bindTempAuthKey", 1 + 2, Patience));
        Assert.Equal(
            sent.Order(StringComparer.Ordinal),
            _rig.Emulator.World.History(_rig.Person, _rig.Bot, int.MaxValue).Where(message => !message.IsOutgoing).Select(message => message.Text).Order(StringComparer.Ordinal));
        Assert.Equal(1, Logins);
        Assert.Empty(_rig.Emulator.Offences);
    }

    [Fact]
    public async Task ThreeDays_NeedOneKeyForEveryThreeQuartersOfItsLife_AndUpdatesArriveAllTheTime()
    {
        await ConnectAsync();
        await MeetAsync();
        await using var updates = _client.Updates.GetAsyncEnumerator(Patience);
        var days = TimeSpan.FromDays(3);

        for (var hour = 1; hour <= days.TotalHours; hour++)
        {
            await PassAsync(TimeSpan.FromHours(1));
            await _rig.Emulator.World.SendTextAsync(_rig.Person, _rig.Bot, $"hour {hour}", cancellationToken: Patience);
            Assert.Equal($"hour {hour}", await NextTextAsync());
        }

        Assert.InRange(Bindings, (int)(days / _lifetime), (int)(days / (_lifetime * 0.75)) + 2);
        Assert.Single(Keys(temporary: false));
        Assert.Equal(1, Logins);

        async Task<string?> NextTextAsync()
        {
            while (await updates.MoveNextAsync())
            {
                if (updates.Current is NewMessage { Message: { IsOutgoing: false } message })
                    return message.Text;
            }

            return null;
        }
    }

    [Fact]
    public async Task TemporaryKey_ThatTheServerForgets_IsReplacedAndTheLoginKept()
    {
        await ConnectAsync();
        var permanent = Assert.Single(Keys(temporary: false));

        _rig.Emulator.Faults.ForgetTemporaryKeys();
        var calls = await RunAsync(Task.WhenAll(Enumerable.Range(0, 200).Select(_ => _client.GetMeAsync(Patience))));

        Assert.All(calls, me => Assert.Equal(_rig.Bot.Id, me.Id));
        Assert.Equal((2, 1), (Bindings, Logins));
        Assert.Equal(permanent, Assert.Single(Keys(temporary: false)));
    }

    [Fact]
    public async Task Binding_ThatTheServerForgets_IsMadeAnew_AndNoCallFails()
    {
        await ConnectAsync();

        _rig.Emulator.Faults.ForgetBindings();
        var calls = await RunAsync(Task.WhenAll(Enumerable.Range(0, 200).Select(_ => _client.GetMeAsync(Patience))));

        Assert.All(calls, me => Assert.Equal(_rig.Bot.Id, me.Id));
        Assert.Equal((2, 1), (Bindings, Logins));
        Assert.Empty(_rig.Emulator.Offences);
    }

    [Fact]
    public async Task PermanentKey_ThatTheServerForgets_IsGivenUpAfterThreeRefusals_AndABotLogsInAgain()
    {
        using var stopping = CancellationTokenSource.CreateLinkedTokenSource(Patience);
        var running = _client.RunAsync(stopping.Token);
        await ConnectAsync();
        var permanent = Assert.Single(Keys(temporary: false));
        await PassAsync(TimeSpan.FromMinutes(2));

        _rig.Emulator.Faults.ForgetKeys();
        await RunAsync(UntilAsync(() => Logins == 2 && _client.State == ConnectionState.Connected));

        Assert.Equal(_rig.Bot.Id, (await RunAsync(_client.GetMeAsync(Patience))).Id);
        Assert.NotEqual(permanent, Assert.Single(Keys(temporary: false)));
        Assert.Equal(1 + 3 + 1, Bindings);
        await stopping.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => running);
    }

    [Fact]
    public async Task Binding_RefusedWithAPermanentKeyThatIsJustMade_IsTriedAgain_AndTheKeyKept()
    {
        _rig.Emulator.Faults.Refuse("auth.bindTempAuthKey", 400, "ENCRYPTED_MESSAGE_INVALID", count: 4);

        await ConnectAsync();

        Assert.Equal(_rig.Bot.Id, (await _client.GetMeAsync(Patience)).Id);
        Assert.Equal((5, 1), (Bindings, Logins));
        Assert.Single(Keys(temporary: false));
    }

    [Fact]
    public async Task Renewal_ThatIsRefusedForAWhile_IsTriedAgainWhileTheOldKeyServes()
    {
        await ConnectAsync();
        _rig.Emulator.Faults.Refuse("auth.bindTempAuthKey", 500, "RPC_CALL_FAIL", count: 5);

        await PassAsync(_lifetime * 0.8, () => Assert.Equal(ConnectionState.Connected, _client.State));

        await RunAsync(_rig.CalledAsync("auth.bindTempAuthKey", 1 + 5 + 1, Patience));
        await PassAsync(_step, () => Assert.Equal(ConnectionState.Connected, _client.State));
        Assert.Equal(1, Logins);
    }

    [Fact]
    public async Task Key_ThatExpiresWhileTheNetworkIsDown_IsReplacedAtTheNextConnection()
    {
        await ConnectAsync();
        _gate.IsClosed = true;
        _rig.Emulator.Faults.CutConnections();
        for (var passed = TimeSpan.Zero; passed < _lifetime * 2; passed += _step)
        {
            _time.Advance(_step);
            await Task.Yield();
        }

        _gate.IsClosed = false;

        Assert.Equal(_rig.Bot.Id, (await RunAsync(_client.GetMeAsync(Patience))).Id);
        Assert.Equal((2, 1), (Bindings, Logins));
    }

    [Fact]
    public async Task TemporaryKeysAndTheirSalts_AreNotStored()
    {
        await ConnectAsync();
        await PassAsync(_lifetime * 2);
        await _client.DisposeAsync();

        await using var session = await LiveSession.OpenAsync(_store, new SessionSnapshot { HomeDc = 1 }, Patience);

        var record = Assert.Single(session.Current.Dcs, pair => !pair.Value.AuthKey.IsEmpty).Value;
        Assert.Equal(Assert.Single(Keys(temporary: false)), DcKey.IdOf(record));
        // The one that the exchange gave; the server's table for this key has moved on since, and nobody asked for it.
        Assert.Single(record.Salts);
    }

    private Task ConnectAsync() => RunAsync(ConnectAndReturnAsync());

    private async Task<bool> ConnectAndReturnAsync()
    {
        await _client.ConnectAsync(Patience);
        return true;
    }

    private async Task<Client.Model.Chat> MeetAsync()
    {
        await using var updates = _client.Updates.GetAsyncEnumerator(Patience);
        await _rig.Emulator.World.SendTextAsync(_rig.Person, _rig.Bot, "/start", cancellationToken: Patience);
        Assert.True(await updates.MoveNextAsync());
        return Assert.IsType<NewMessage>(updates.Current).Message.Chat;
    }

    private TelegramClient Make() => new(_options, _gate, _store, timeProvider: _time);

    /// <summary>Lets pauses of the client pass, slowly, until <paramref name="task"/> has ended.</summary>
    private async Task<T> RunAsync<T>(Task<T> task)
    {
        while (await Task.WhenAny(task, Task.Delay(10, Patience)) != task)
            _time.Advance(TimeSpan.FromSeconds(0.1));
        return await task;
    }

    /// <summary>Time goes by in steps, each so short that the client keeps its promises, and answered by a call.</summary>
    private async Task PassAsync(TimeSpan time, Action? check = null)
    {
        for (var passed = TimeSpan.Zero; passed < time; passed += _step)
        {
            _time.Advance(_step);
            await RunAsync(_client.GetMeAsync(Patience));
            check?.Invoke();
        }
    }

    private async Task<bool> UntilAsync(Func<bool> condition)
    {
        while (!condition())
            await Task.Delay(1, Patience);
        return true;
    }

    private List<long> Keys(bool temporary) =>
        [.. _rig.Emulator.Find(_rig.Emulator.DataCenter).Keys.All.Where(key => key.IsTemporary == temporary).Select(key => key.Id)];

    /// <summary>A network that can be switched off.</summary>
    private sealed class Gate(IConnector open) : IConnector
    {
        public volatile bool IsClosed;

        public ValueTask<Stream> ConnectAsync(DnsEndPoint endpoint, CancellationToken cancellationToken) =>
            IsClosed ? throw new TransportException("The network is down: a test says so.") : open.ConnectAsync(endpoint, cancellationToken);
    }
}

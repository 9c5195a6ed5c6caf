using System.Collections.Concurrent;
using Microsoft.Extensions.Logging.Abstractions;
using TelegramHost.Client;
using TelegramHost.Client.Network;
using TelegramHost.Client.Sessions;
using TelegramHost.Emulator;
using TelegramHost.MtProto;

namespace TelegramHost.EndToEnd.Tests.Network;

/// <summary>Several ways to a data centre, of which most lead nowhere.</summary>
public sealed class DialingTests : IDisposable
{
    private const int Dc = 2;
    private const string Good = "192.0.2.9:443";

    private readonly CancellationTokenSource _patience = new(TimeSpan.FromMinutes(2));
    private readonly RoutedConnector _network = new();

    private CancellationToken Patience => _patience.Token;

    public void Dispose() => _patience.Dispose();

    [Fact]
    public async Task Server_BehindDeadAndMuteAddresses_IsFound_AndTheOthersAreClosed()
    {
        await using var rig = new BotRig(new EmulatorOptions { Strict = true });
        _network.Lose("192.0.2.1:443");
        _network.Mute("192.0.2.2:443");
        _network.Mute("192.0.2.3:443", [.. "HTTP/1.1 302 Found\r\nLocation: http://hotel.example/\r\n\r\n"u8]);
        _network.Lead(Good, rig.Emulator.EndPoint);
        var store = new MemorySessionStore();

        for (var start = 0; start < 2; start++)
        {
            await KeepAsync(store, "192.0.2.1", "192.0.2.2", "192.0.2.3", "192.0.2.4", "192.0.2.9");
            await using var client = new TelegramClient(Options(rig), _network, store);
            await client.ConnectAsync(Patience);
            Assert.Equal(5000000001, (await client.GetMeAsync(Patience)).Id);
            await Task.WhenAll(_network.MuteClosed).WaitAsync(Patience);
        }

        // The second time with the stored key.
        Assert.Equal(1, rig.CountOf("auth.importBotAuthorization"));
        Assert.Empty(rig.Emulator.Offences);
    }

    [Fact]
    public async Task Server_ThatIsSomebodyElses_DoesNotWinTheRace()
    {
        await using var rig = new BotRig();
        await using var other = new BotRig();
        _network.Lead("192.0.2.1:443", other.Emulator.EndPoint);
        _network.Lead(Good, rig.Emulator.EndPoint);
        var store = new MemorySessionStore();

        for (var start = 0; start < 2; start++)
        {
            await KeepAsync(store, "192.0.2.1", "192.0.2.9");
            await using var client = new TelegramClient(Options(rig), _network, store);
            await client.ConnectAsync(Patience);
            Assert.Equal(5000000001, (await client.GetMeAsync(Patience)).Id);
        }

        Assert.Equal(0, other.CountOf("help.getConfig"));
    }

    [Theory]
    [InlineData(TransportErrors.AuthKeyNotFound, Good)]
    [InlineData(null, "192.0.2.1:443")]
    public async Task NextConnection_BeginsWithTheAddressThatWorkedLastTime_UnlessThatFailedByItself(int? refusal, string first)
    {
        await using var rig = new BotRig();
        _network.Lead(Good, rig.Emulator.EndPoint);
        var store = new MemorySessionStore();
        await KeepAsync(store, "192.0.2.1", "192.0.2.9");
        await using var session = await LiveSession.OpenAsync(store, new SessionSnapshot { HomeDc = Dc }, default);
        var options = Options(rig).Connection;
        options.ProbeDelay = TimeSpan.FromMinutes(1);
        var dialer = Dialer(options, session);
        var dialed = await dialer.DialAsync(Dc, media: false, attempt: 0, Patience);
        await dialed.CloseAsync();
        dialer.NoteWorked(Dc, media: false, dialed.Route);
        dialer.NoteFailed(Dc, media: false, dialed.Route, new TransportException("It is over.", refusal));
        _network.Asked.Clear();

        await (await dialer.DialAsync(Dc, media: false, attempt: 1, Patience)).CloseAsync();

        Assert.Equal(first, _network.Asked.First());
    }

    [Fact]
    public async Task Round_HasSixWays_AndTheNextOneBeginsWithTheOthers()
    {
        await using var rig = new BotRig();
        var store = new MemorySessionStore();
        await KeepAsync(store, [.. Enumerable.Range(1, 8).Select(i => $"192.0.2.{i}")]);
        await using var session = await LiveSession.OpenAsync(store, new SessionSnapshot { HomeDc = Dc }, default);
        var dialer = Dialer(Options(rig).Connection, session);

        for (var round = 0; round < 2; round++)
            await Assert.ThrowsAsync<TransportException>(() => dialer.DialAsync(Dc, media: false, round, Patience));

        Assert.Equal("1 2 3 4 5 6 7 8 1 2 3 4", string.Join(' ', _network.Asked.Select(place => place[8..^4])));
    }

    [Fact]
    public async Task Way_ThatFreezesOnceItsServerHasProvedItself_IsLeftForAnother()
    {
        await using var rig = new BotRig();
        TelegramClient? client = null;
        // Ends the try as a limit of time would.
        _network.Freeze("192.0.2.1:443", rig.Emulator.EndPoint, frozen: () => client!.SignalNetworkRestored());
        _network.Lead(Good, rig.Emulator.EndPoint);
        var store = new MemorySessionStore();
        await KeepAsync(store, "192.0.2.1", "192.0.2.9");
        var options = Options(rig);
        options.Connection.ProbeDelay = TimeSpan.FromMinutes(1);
        await using var connecting = client = new TelegramClient(options, _network, store);

        await client.ConnectAsync(Patience);

        Assert.Equal(5000000001, (await client.GetMeAsync(Patience)).Id);
        Assert.Equal(["192.0.2.1:443", Good], _network.Asked);
    }

    [Fact]
    public async Task Way_ThatFallsSilentSoonAfterItsServerWasHeard_IsLeftForAnother()
    {
        await using var rig = new BotRig();
        ConcurrentQueue<int> first = [];
        await using var server = new PickyLine(rig.Emulator.EndPoint, said =>
        {
            first.Enqueue(said);
            return true;
        });
        var options = rig.Options(server.Endpoint);
        (options.Connection.Transport, options.Connection.Transports, options.Connection.Obfuscated) = (TransportKind.Intermediate, [TransportKind.Abridged], false);
        // How long a connection may be silent that is asked whether it is there.
        options.Connection.ConnectTimeout = TimeSpan.FromSeconds(3);
        options.Connection.ProbeDelay = TimeSpan.FromMinutes(1);
        var line = new SilentLine(new TcpConnector(options.Connection, TimeProvider.System), TimeProvider.System);
        await using var client = new TelegramClient(options, line, new MemorySessionStore());
        await client.ConnectAsync(Patience);

        line.Silence();
        client.SignalNetworkRestored();
        var me = await client.GetMeAsync(Patience);

        Assert.Equal(5000000001, me.Id);
        Assert.Equal([0xee, 0xef], first);
    }

    [Fact]
    public async Task Network_ThatSwallowsOneTransport_IsPassedWithAnother()
    {
        await using var rig = new BotRig();
        await using var line = new PickyLine(rig.Emulator.EndPoint, first => first != 0xee);
        var options = rig.Options(line.Endpoint);
        (options.Connection.Transport, options.Connection.Obfuscated) = (TransportKind.Intermediate, false);
        options.Connection.Transports = [TransportKind.Full, TransportKind.Abridged];
        await using var client = TelegramClient.Create(options);

        await client.ConnectAsync(Patience);

        Assert.Equal(5000000001, (await client.GetMeAsync(Patience)).Id);
        Assert.True(line.Swallowed > 0);
    }

    [Fact]
    public async Task KeyThatNoServerKnows_IsStillTheSessionsMatter()
    {
        var store = new MemorySessionStore();
        await KeepAsync(store, "192.0.2.1", "192.0.2.9");
        await using (var before = new BotRig())
        {
            _network.Lead(Good, before.Emulator.EndPoint);
            await using var client = new TelegramClient(Options(before), _network, store);
            await client.ConnectAsync(Patience);
        }

        await using var rig = new BotRig();
        _network.Lead(Good, rig.Emulator.EndPoint);
        await KeepAsync(store, "192.0.2.1", "192.0.2.9");
        await using var again = new TelegramClient(Options(rig), _network, store);

        // The same as over a single address: it is asked three times, then the bot logs in anew.
        await again.ConnectAsync(Patience);
        Assert.Equal(5000000001, (await again.GetMeAsync(Patience)).Id);
        Assert.Equal(1, rig.CountOf("auth.importBotAuthorization"));
    }

    [Fact]
    public async Task NoWayAtAll_IsSaidInOneSentence()
    {
        await using var rig = new BotRig();
        var options = Options(rig);
        options.Connection.StartTimeout = TimeSpan.FromSeconds(4);
        var store = new MemorySessionStore();
        await KeepAsync(store, "192.0.2.1", "192.0.2.2");
        await using var client = new TelegramClient(options, _network, store);

        var failure = await Assert.ThrowsAsync<TransportException>(() => client.ConnectAsync(Patience));

        Assert.StartsWith("None of 2 ways to data centre 2 worked; the first failed so: 192.0.2.", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task AddressWithASecret_IsSpokenToAsAProxy()
    {
        const string secret = "00112233445566778899aabbccddeeff";
        await using var rig = new BotRig(new EmulatorOptions { ProxySecret = secret });
        _network.Lead(Good, rig.Emulator.EndPoint);
        foreach (var written in new[] { secret, "dd" + secret })
        {
            var store = new MemorySessionStore();
            await KeepAsync(store, new DcAddress("192.0.2.9", 443, ThisPortOnly: true, Secret: written));
            await using var client = new TelegramClient(Options(rig), _network, store);
            await client.ConnectAsync(Patience);
            Assert.Equal(5000000001, (await client.GetMeAsync(Patience)).Id);
        }
    }

    // The setting names another data centre, so that only the stored addresses of this one count.
    private static TelegramClientOptions Options(BotRig rig)
    {
        var options = rig.Options("192.0.2.200:443");
        options.Connection.DataCenter = Dc + 1;
        options.Connection.ProbeDelay = TimeSpan.FromMilliseconds(10);
        return options;
    }

    private DcDialer Dialer(ConnectionOptions options, LiveSession session)
    {
        var (clock, trusted) = (new MonotonicClock(TimeProvider.System), KeyExchange.KeysOf(options));
        var exchange = new KeyExchange(options, trusted, advice: "", clock, TimeProvider.System, NullLogger.Instance);
        var keys = new DcKeys(options, exchange, binder: null, session, clock, NullLogger.Instance);
        return new DcDialer(
            options, _network, new DcDirectory(options, session), new ServerProof(trusted, keys, clock), TimeProvider.System, NullLogger.Instance);
    }

    private static Task KeepAsync(MemorySessionStore store, params string[] hosts) =>
        KeepAsync(store, [.. hosts.Select(host => new DcAddress(host, 443, ThisPortOnly: true))]);

    /// <summary>Makes a stored session know these addresses and no others; its keys stay.</summary>
    private static async Task KeepAsync(MemorySessionStore store, params DcAddress[] addresses)
    {
        await using var session = await LiveSession.OpenAsync(store, new SessionSnapshot { HomeDc = Dc }, default);
        await session.UpdateAsync(snapshot => snapshot.With(Dc, snapshot.Dc(Dc) with { Addresses = [.. addresses] }));
    }
}

using System.Net;
using System.Net.Sockets;
using System.Security.Cryptography;
using TelegramHost.Client;
using TelegramHost.Client.Network;
using TelegramHost.Client.Sessions;
using TelegramHost.Client.Updates;
using TelegramHost.Emulator;
using TelegramHost.MtProto;
using TelegramHost.TestSupport;

namespace TelegramHost.EndToEnd.Tests.Network;

public sealed class ConnectTests : IDisposable
{
    private readonly CancellationTokenSource _patience = new(TimeSpan.FromMinutes(2));
    private readonly string _folder = Directory.CreateTempSubdirectory("telegramhost-").FullName;

    private CancellationToken Patience => _patience.Token;

    public void Dispose()
    {
        _patience.Dispose();
        Directory.Delete(_folder, recursive: true);
    }

    [Theory]
    [InlineData(TransportKind.Abridged, false)]
    [InlineData(TransportKind.Abridged, true)]
    [InlineData(TransportKind.Intermediate, false)]
    [InlineData(TransportKind.Intermediate, true)]
    [InlineData(TransportKind.PaddedIntermediate, false)]
    [InlineData(TransportKind.PaddedIntermediate, true)]
    [InlineData(TransportKind.Full, false)]
    public async Task Bot_OverEveryTransport_LogsInAndKnowsItself(TransportKind transport, bool obfuscated)
    {
        await using var rig = new BotRig(new EmulatorOptions { Strict = true });
        var options = rig.Options();
        (options.Connection.Transport, options.Connection.Obfuscated) = (transport, obfuscated);
        await using var client = TelegramClient.Create(options);

        await client.ConnectAsync(Patience);
        var me = await client.GetMeAsync(Patience);

        Assert.Equal(ConnectionState.Connected, client.State);
        Assert.Equal((5000000001, "some_bot"), (me.Id, me.Username));
        Assert.Empty(rig.Emulator.Offences);
    }

    [Fact]
    public async Task FirstMessage_AfterTheLogin_IsDelivered()
    {
        await using var rig = new BotRig();
        await using var client = TelegramClient.Create(rig.Options());
        await client.ConnectAsync(Patience);
        await using var updates = client.Updates.GetAsyncEnumerator(Patience);

        await rig.Emulator.World.SendTextAsync(rig.Person, rig.Bot, "/start", cancellationToken: Patience);

        Assert.True(await updates.MoveNextAsync());
        var message = Assert.IsType<NewMessage>(updates.Current).Message;
        Assert.Equal("/start", message.Text);
        await client.Messages.SendTextAsync(message.Chat, new("hello"), Patience);
        Assert.Equal("hello", rig.Emulator.World.History(rig.Person, rig.Bot)[^1].Text);
    }

    [Fact]
    public async Task StoredLogin_IsUsedAgainAndNotRenewed()
    {
        await using var rig = new BotRig();
        var options = rig.Options();
        options.Session = new SessionOptions { Path = Path.Combine(_folder, "bot.session") };
        for (var start = 0; start < 3; start++)
        {
            await using var client = TelegramClient.Create(options);
            await client.ConnectAsync(Patience);
            Assert.Equal(5000000001, (await client.GetMeAsync(Patience)).Id);
        }

        Assert.Equal(1, rig.CountOf("auth.importBotAuthorization"));
    }

    [Fact]
    public async Task Session_InUse_IsRefused()
    {
        await using var rig = new BotRig();
        var options = rig.Options();
        options.Session = new SessionOptions { Path = Path.Combine(_folder, "bot.session") };
        await using var first = TelegramClient.Create(options);
        await first.ConnectAsync(Patience);
        await using var second = TelegramClient.Create(options);

        var exception = await Assert.ThrowsAsync<SessionStoreException>(() => second.ConnectAsync(Patience));

        Assert.Equal(SessionStoreFault.Locked, exception.Fault);
    }

    [Fact]
    public async Task Session_OfAnotherBot_IsRefusedAndLeft()
    {
        await using var rig = new BotRig();
        var options = rig.Options();
        var path = Path.Combine(_folder, "bot.session");
        options.Session = new SessionOptions { Path = path };
        await using (var client = TelegramClient.Create(options))
            await client.ConnectAsync(Patience);
        var stored = await File.ReadAllBytesAsync(path, Patience);
        options.BotToken = "5000000002:other_token";

        await using var other = TelegramClient.Create(options);
        var exception = await Assert.ThrowsAsync<SessionStoreException>(() => other.ConnectAsync(Patience));

        Assert.Equal(SessionStoreFault.WrongAccount, exception.Fault);
        Assert.Equal(stored, await File.ReadAllBytesAsync(path, Patience));
    }

    [Fact]
    public async Task Server_ThatLostItsKeys_GetsANewLoginFromABot()
    {
        using var rsa = RSA.Create(2048);
        var pem = rsa.ExportRSAPrivateKeyPem();
        int port;
        var options = new TelegramClientOptions();
        await using (var rig = new BotRig(new EmulatorOptions { PrivateKeyPem = pem }))
        {
            options = rig.Options();
            port = rig.Emulator.EndPoint.Port;
            options.Session = new SessionOptions { Path = Path.Combine(_folder, "bot.session") };
            await using var client = TelegramClient.Create(options);
            await client.ConnectAsync(Patience);
        }

        await using var next = new BotRig(new EmulatorOptions { PrivateKeyPem = pem, Port = port });
        await using var again = TelegramClient.Create(options);
        await again.ConnectAsync(Patience);

        Assert.Equal(5000000001, (await again.GetMeAsync(Patience)).Id);
    }

    [Fact]
    public async Task Key_OfAnotherServer_IsFatalAndNamesTheSetting()
    {
        await using var rig = new BotRig();
        using var rsa = RSA.Create(2048);
        var options = rig.Options();
        options.Connection.PublicKeys = [rsa.ExportRSAPublicKeyPem()];
        await using var client = TelegramClient.Create(options);

        var exception = await Assert.ThrowsAsync<HandshakeException>(() => client.ConnectAsync(Patience));

        Assert.Equal(HandshakeFailure.UnknownServerKey, exception.Failure);
        Assert.Contains("Telegram:Connection:PublicKeys", exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Server_ThatIsNotThere_EndsTheStartAndNamesTheSetting()
    {
        using var closed = new TcpListener(IPAddress.Loopback, 0);
        closed.Start();
        var endpoint = closed.LocalEndpoint.ToString();
        closed.Stop();
        await using var rig = new BotRig();
        var options = rig.Options(endpoint);
        options.Connection.StartTimeout = TimeSpan.FromMilliseconds(200);
        await using var client = TelegramClient.Create(options);

        var exception = await Assert.ThrowsAsync<TransportException>(() => client.ConnectAsync(Patience));

        Assert.Contains("Telegram:Connection:Endpoint", exception.Message, StringComparison.Ordinal);
        Assert.Equal(ConnectionState.Disconnected, client.State);
    }

    [Theory]
    [InlineData(null)]
    [InlineData(12)]
    public async Task Start_WithoutANetwork_LastsAsLongAsItMay_ThoughTheCircuitOpens(int? minutes)
    {
        var time = new ManualTimeProvider();
        await using var rig = new BotRig(new EmulatorOptions { TimeProvider = time });
        var options = rig.Options();
        options.Connection.StartTimeout = minutes is { } limit ? TimeSpan.FromMinutes(limit) : Timeout.InfiniteTimeSpan;
        // What takes the processor long must not take the manual clock long.
        (options.Connection.HandshakeTimeout, options.Connection.MaxReconnectDelay) = (TimeSpan.FromDays(1), TimeSpan.FromSeconds(30));
        (options.Resilience.AttemptTimeout, options.Resilience.TotalTimeout) = (TimeSpan.FromMinutes(10), TimeSpan.FromHours(1));
        (options.Resilience.Preset, options.Resilience.MaxRetries, options.Resilience.CircuitBreaker.ConsecutiveFailures) = (ResiliencePreset.CircuitBreaker, 0, 1);
        var network = new LateNetwork(rig.Emulator.Connector, time, TimeSpan.FromMinutes(15));
        await using var client = new TelegramClient(options, network, new MemorySessionStore(), timeProvider: time);

        var starting = time.RunAsync(StartAsync());

        if (minutes is null)
            Assert.True(await starting);
        else
            Assert.Contains("no network yet", (await Assert.ThrowsAsync<TransportException>(() => starting)).Message, StringComparison.Ordinal);

        async Task<bool> StartAsync()
        {
            await client.ConnectAsync(Patience);
            return client.Status.IsUp;
        }
    }

    [Fact]
    public async Task Token_ThatTelegramRefuses_EndsTheStart()
    {
        await using var rig = new BotRig();
        var options = rig.Options();
        options.BotToken = "5000000001:wrong";
        await using var client = TelegramClient.Create(options);

        var exception = await Assert.ThrowsAnyAsync<RpcException>(() => client.RunAsync(Patience));

        Assert.Equal("ACCESS_TOKEN_INVALID", exception.Error);
    }

    [Fact]
    public async Task Run_EndsWhenCancelled()
    {
        await using var rig = new BotRig();
        await using var client = TelegramClient.Create(rig.Options());
        using var stopping = new CancellationTokenSource();
        var running = client.RunAsync(stopping.Token);
        await client.ConnectAsync(Patience);

        await stopping.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => running);
        Assert.Equal(ConnectionState.Disconnected, client.State);
    }

    /// <summary>A network that is there after a while.</summary>
    private sealed class LateNetwork(IConnector network, TimeProvider time, TimeSpan delay) : IConnector
    {
        private readonly DateTimeOffset _up = time.GetUtcNow() + delay;

        public ValueTask<Stream> ConnectAsync(DnsEndPoint endpoint, CancellationToken cancellationToken) =>
            time.GetUtcNow() >= _up ? network.ConnectAsync(endpoint, cancellationToken) : throw new TransportException("There is no network yet.");
    }
}

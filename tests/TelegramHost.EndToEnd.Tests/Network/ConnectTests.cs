using System.Net;
using System.Net.Sockets;
using System.Security.Cryptography;
using TelegramHost.Client;
using TelegramHost.Client.Updates;
using TelegramHost.Emulator;
using TelegramHost.MtProto;

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
}

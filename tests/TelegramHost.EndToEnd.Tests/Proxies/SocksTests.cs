using System.Globalization;
using System.Net;
using System.Net.Sockets;
using TelegramHost.Client;
using TelegramHost.EndToEnd.Tests.Network;
using TelegramHost.MtProto;

namespace TelegramHost.EndToEnd.Tests.Proxies;

/// <summary>A bot that reaches Telegram through SOCKS5 servers that others have written.</summary>
public sealed class SocksTests : IDisposable
{
    private readonly CancellationTokenSource _patience = new(TimeSpan.FromMinutes(2));

    private CancellationToken Patience => _patience.Token;

    public void Dispose() => _patience.Dispose();

    [SocksTheory("microsocks", "microsocks")]
    [InlineData("127.0.0.1", "127.0.0.1", false)]
    [InlineData("127.0.0.1", "127.0.0.1", true)]
    [InlineData("127.0.0.1", "localhost", false)]
    [InlineData("127.0.0.1", "::1", false)]
    [InlineData("::1", "127.0.0.1", true)]
    public Task Microsocks_CarriesABot(string proxy, string server, bool withPassword) => CarryAsync("microsocks", proxy, server, withPassword);

    [SocksTheory("microsocks", "microsocks")]
    [InlineData(TransportKind.Abridged)]
    [InlineData(TransportKind.PaddedIntermediate)]
    [InlineData(TransportKind.Full)]
    public Task Microsocks_CarriesTheOtherTransports(TransportKind transport) =>
        CarryAsync("microsocks", "127.0.0.1", "127.0.0.1", withPassword: true, transport);

    [SocksTheory("danted", "dante-server")]
    [InlineData("127.0.0.1", "127.0.0.1")]
    [InlineData("127.0.0.1", "localhost")]
    [InlineData("127.0.0.1", "::1")]
    [InlineData("::1", "127.0.0.1")]
    public Task Dante_CarriesABot(string proxy, string server) => CarryAsync("danted", proxy, server, withPassword: false);

    [SocksTheory("microsocks", "microsocks")]
    [InlineData(null)]
    [InlineData("another")]
    public async Task Microsocks_ThatRefusesThePassword_IsNamedInTheError(string? password)
    {
        await using var rig = new BotRig();
        await using var proxy = await SocksProgram.StartAsync("microsocks", IPAddress.Loopback, credential: new("ada", "secret"));
        var options = Options(rig, proxy, rig.Emulator.EndPoint.ToString());
        (options.Proxy.UserName, options.Proxy.Password) = (password is null ? null : "ada", password);
        await using var client = TelegramClient.Create(options);
        var refused = StatusAsync(client, static status => status.Cause is not null);

        var connecting = client.ConnectAsync(Patience);
        var failure = Assert.IsType<TransportException>((await refused).Cause);

        await client.DisposeAsync();
        await Assert.ThrowsAnyAsync<Exception>(() => connecting);
        Assert.Contains($"The proxy {proxy.EndPoint}", failure.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("another", failure.ToString(), StringComparison.Ordinal);
    }

    [SocksTheory("microsocks", "microsocks")]
    [InlineData("microsocks")]
    public Task Microsocks_ThatDies_IsWaitedFor_AndNoCallIsLost(string program) => DieAsync(program);

    [SocksTheory("danted", "dante-server")]
    [InlineData("danted")]
    public Task Dante_ThatDies_IsWaitedFor_AndNoCallIsLost(string program) => DieAsync(program);

    private async Task CarryAsync(
        string program, string proxyAddress, string server, bool withPassword, TransportKind transport = TransportKind.Intermediate)
    {
        if (!Socket.OSSupportsIPv6 && (proxyAddress + server).Contains(':', StringComparison.Ordinal))
            return; // There is no such way on this machine.
        await using var rig = new BotRig();
        // The emulator listens on IPv4 alone.
        await using var line = new CuttingProxy(rig.Emulator.EndPoint, seed: 1, server == "::1" ? IPAddress.IPv6Loopback : IPAddress.Loopback);
        var credential = withPassword ? new NetworkCredential("ada", "p@ss:w/rd") : null;
        await using var proxy = await SocksProgram.StartAsync(program, IPAddress.Parse(proxyAddress), credential: credential);
        var port = line.Endpoint[(line.Endpoint.LastIndexOf(':') + 1)..];
        var options = Options(rig, proxy, server == "::1" ? $"[::1]:{port}" : $"{server}:{port}");
        (options.Proxy.UserName, options.Proxy.Password) = (credential?.UserName, credential?.Password);
        (options.Connection.Transport, options.Connection.Obfuscated) = (transport, transport != TransportKind.Full);
        await using var client = TelegramClient.Create(options);

        await client.ConnectAsync(Patience);
        var all = await Task.WhenAll(Enumerable.Range(0, 50).Select(_ => client.GetMeAsync(Patience)));

        Assert.All(all, me => Assert.Equal(rig.Bot.Id, me.Id));
    }

    private async Task DieAsync(string program)
    {
        await using var rig = new BotRig();
        var proxy = await SocksProgram.StartAsync(program, IPAddress.Loopback);
        var (address, port) = (proxy.EndPoint.Address, proxy.EndPoint.Port);
        await using var client = TelegramClient.Create(Options(rig, proxy, rig.Emulator.EndPoint.ToString()));
        await client.ConnectAsync(Patience);

        var down = StatusAsync(client, static status => status.State == ConnectionState.Reconnecting);
        await proxy.DisposeAsync();
        var calls = Enumerable.Range(0, 100).Select(_ => client.GetMeAsync(Patience)).ToList();
        await down;
        Assert.All(calls, call => Assert.False(call.IsCompleted));
        await using var again = await SocksProgram.StartAsync(program, address, port);

        Assert.All(await Task.WhenAll(calls), me => Assert.Equal(rig.Bot.Id, me.Id));
        Assert.True(client.Status.IsUp, $"{client.Status}");
        Assert.Equal(1, rig.CountOf("auth.importBotAuthorization"));
    }

    /// <summary>The next status of the client's that is as wanted.</summary>
    private Task<ConnectionStatus> StatusAsync(TelegramClient client, Func<ConnectionStatus, bool> isWanted)
    {
        var heard = new TaskCompletionSource<ConnectionStatus>(TaskCreationOptions.RunContinuationsAsynchronously);
        client.StatusChanged += (_, change) =>
        {
            if (isWanted(change.Status))
                heard.TrySetResult(change.Status);
        };
        return heard.Task.WaitAsync(Patience);
    }

    private static TelegramClientOptions Options(BotRig rig, SocksProgram proxy, string endpoint)
    {
        var options = rig.Options(endpoint);
        options.Proxy.Url = string.Create(CultureInfo.InvariantCulture, $"socks5://{proxy.EndPoint}");
        return options;
    }
}

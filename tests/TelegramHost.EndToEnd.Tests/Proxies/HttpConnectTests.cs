using TelegramHost.Client;
using TelegramHost.EndToEnd.Tests.Network;
using TelegramHost.MtProto;

namespace TelegramHost.EndToEnd.Tests.Proxies;

/// <summary>A bot that reaches Telegram through an HTTP proxy.</summary>
public sealed class HttpConnectTests : IDisposable
{
    private readonly CancellationTokenSource _patience = new(TimeSpan.FromMinutes(2));

    private CancellationToken Patience => _patience.Token;

    public void Dispose() => _patience.Dispose();

    [Theory]
    [InlineData(TransportKind.Abridged)]
    [InlineData(TransportKind.Intermediate)]
    [InlineData(TransportKind.PaddedIntermediate)]
    [InlineData(TransportKind.Full)]
    public async Task Proxy_CarriesABot_OverEveryTransport(TransportKind transport)
    {
        await using var rig = new BotRig();
        await using var proxy = new ConnectProxy(new("ada", "p@ss:w/rd"));
        var options = Options(rig, proxy, "p@ss:w/rd");
        (options.Connection.Transport, options.Connection.Obfuscated) = (transport, transport != TransportKind.Full);
        await using var client = TelegramClient.Create(options);

        await client.ConnectAsync(Patience);

        Assert.Equal(rig.Bot.Id, (await client.GetMeAsync(Patience)).Id);
        Assert.Equal(1, proxy.Tunnels);
    }

    [Fact]
    public async Task Proxy_ThatRefusesThePassword_IsNamedInTheError()
    {
        await using var rig = new BotRig();
        await using var proxy = new ConnectProxy(new("ada", "secret"));
        var options = Options(rig, proxy, "another");
        options.Connection.StartTimeout = TimeSpan.FromSeconds(4);
        await using var client = TelegramClient.Create(options);

        var failure = await Assert.ThrowsAsync<TransportException>(() => client.ConnectAsync(Patience));

        Assert.StartsWith($"The proxy {proxy.EndPoint} refuses the name and the password (407)", failure.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("another", failure.ToString(), StringComparison.Ordinal);
        Assert.Equal(0, proxy.Tunnels);
    }

    private static TelegramClientOptions Options(BotRig rig, ConnectProxy proxy, string password)
    {
        var options = rig.Options();
        options.Proxy.Url = $"http://{proxy.EndPoint}";
        (options.Proxy.UserName, options.Proxy.Password) = ("ada", password);
        return options;
    }
}

using System.Net;
using TelegramHost.Client.Network.Proxies;
using TelegramHost.TestSupport;

namespace TelegramHost.Client.Tests.Network.Proxies;

public sealed class SystemProxyConnectorTests
{
    private static readonly DnsEndPoint Target = new("149.154.167.51", 443);

    [Fact]
    public async Task NoProxy_IsADirectConnection()
    {
        var line = new ScriptedProxy();

        await using var stream = await Connect(new Answer(null), line);

        Assert.Equal(Target, line.ConnectedTo);
    }

    [Fact]
    public async Task Bypass_IsADirectConnection()
    {
        var line = new ScriptedProxy();

        await using var stream = await Connect(new Answer("http://proxy.test:8080") { Bypasses = true }, line);

        Assert.Equal(Target, line.ConnectedTo);
    }

    [Fact]
    public async Task HttpProxy_GetsTheSystemsLogin()
    {
        var line = new ScriptedProxy();
        var system = new Answer("http://proxy.test:8080") { Credentials = new NetworkCredential("sys", "tem") };
        var connecting = Connect(system, line, new NetworkCredential("own", "own"));

        await line.ExpectAsync("CONNECT 149.154.167.51:443 HTTP/1.1\r\nHost: 149.154.167.51:443\r\nProxy-Authorization: Basic c3lzOnRlbQ==\r\n\r\n");
        await line.SendAsync("HTTP/1.1 200 OK\r\n\r\n");
        await using var stream = await connecting;

        Assert.Equal(new DnsEndPoint("proxy.test", 8080), line.ConnectedTo);
        Assert.Equal(new Uri("https://149.154.167.51/"), system.Asked);
    }

    [Theory]
    [InlineData("socks5://url:word@proxy.test:1080", "url", "word")]
    [InlineData("socks5://proxy.test:1080", "own", "own")]
    public async Task SocksProxy_GetsTheLoginOfItsAddressOrElseTheSettings(string address, string user, string password)
    {
        var line = new ScriptedProxy();
        var connecting = Connect(new Answer(address), line, new NetworkCredential("own", "own"));

        await line.ExpectAsync(5, 2, 0, 2);
        await line.SendAsync(5, 2, 1, 0, 5, 0, 0, 1, 0, 0, 0, 0, 0, 0);
        await line.ExpectAsync([
            1, (byte)user.Length, .. System.Text.Encoding.ASCII.GetBytes(user), (byte)password.Length, .. System.Text.Encoding.ASCII.GetBytes(password)]);
        await using var stream = await connecting;
    }

    [Fact]
    public async Task ProxyOfAnUnknownKind_NamesWhereItComesFrom()
    {
        var exception = await Assert.ThrowsAsync<TransportException>(() => Connect(new Answer("socks4://ada:s3cret@proxy.test:1080"), new ScriptedProxy()));

        Assert.Contains("Telegram:Proxy:Url", exception.Message, StringComparison.Ordinal);
        Assert.Contains("socks4", exception.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("s3cret", exception.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("socks5://proxy.test:1080", 256, "SOCKS5")]
    [InlineData("http://proxy.test:8080", 0, "colon")]
    public async Task Login_ThatTheProxyCantBeTold_IsRefusedBeforeItIsSent(string address, int length, string reason)
    {
        var line = new ScriptedProxy();
        var system = new Answer(address) { Credentials = new NetworkCredential(length > 0 ? new string('a', length) : "ada:lovelace", "s3cret") };

        var exception = await Assert.ThrowsAsync<TransportException>(() => Connect(system, line));

        Assert.Null(line.ConnectedTo);
        Assert.Contains(reason, exception.Message, StringComparison.Ordinal);
        Assert.Contains("Telegram:Proxy:Url", exception.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("s3cret", exception.Message, StringComparison.Ordinal);
    }

    private static async Task<Stream> Connect(IWebProxy system, ScriptedProxy line, NetworkCredential? own = null) =>
        await new SystemProxyConnector(system, own, line, TimeSpan.FromSeconds(10), new ManualTimeProvider()).ConnectAsync(Target, CancellationToken.None);

    private sealed class Answer(string? address) : IWebProxy
    {
        public bool Bypasses { get; init; }

        public Uri? Asked { get; private set; }

        public ICredentials? Credentials { get; set; }

        public Uri? GetProxy(Uri destination)
        {
            Asked = destination;
            return address is null ? null : new Uri(address);
        }

        public bool IsBypassed(Uri host) => Bypasses;
    }
}

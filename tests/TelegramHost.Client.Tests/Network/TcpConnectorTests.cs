using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;
using TelegramHost.Client.Network;
using TelegramHost.TestSupport;

namespace TelegramHost.Client.Tests.Network;

public sealed class TcpConnectorTests
{
    private static readonly DnsEndPoint _target = new("server.test", 443);

    private readonly ConnectionOptions _options = new();
    private readonly ManualTimeProvider _time = new();
    private readonly ConcurrentQueue<string> _asked = new();
    private readonly Dictionary<string, Stream> _servers = [];
    private readonly HashSet<string> _refusing = [];

    [Fact]
    public async Task NameWithAFamilyWhosePacketsVanish_IsReachedOverTheOther()
    {
        _options.PreferIPv6 = true;
        _servers["192.0.2.1"] = new MemoryStream();

        var connecting = ConnectAsync("2001:db8::1", "2001:db8::2", "192.0.2.1");
        _time.Advance(TimeSpan.FromMilliseconds(250));

        Assert.Same(_servers["192.0.2.1"], await connecting);
        Assert.Equal(["2001:db8::1", "192.0.2.1"], _asked);
    }

    [Theory]
    [InlineData(false, "192.0.2.1 2001:db8::1 192.0.2.2 2001:db8::2")]
    [InlineData(true, "2001:db8::1 192.0.2.1 2001:db8::2 192.0.2.2")]
    public async Task Families_TakeTurns_AndTheNextBeginsAtOnceWhenOneIsRefused(bool preferIPv6, string order)
    {
        _options.PreferIPv6 = preferIPv6;
        string[] all = ["192.0.2.1", "192.0.2.2", "2001:db8::1", "2001:db8::2"];
        _refusing.UnionWith(all);

        var failure = await Assert.ThrowsAsync<TransportException>(() => ConnectAsync(all));

        Assert.Equal(order, string.Join(' ', _asked));
        Assert.Contains("server.test:443 can't be reached", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task NameThatNobodyAnswersFor_IsGivenUpAfterTheTimeForAllOfIt()
    {
        var connecting = ConnectAsync("192.0.2.1", "2001:db8::1");
        _time.Advance(_options.ConnectTimeout);

        var failure = await Assert.ThrowsAsync<TransportException>(() => connecting);

        Assert.Contains("Telegram:Connection:ConnectTimeout", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task NameWithoutAddresses_IsSaidToBeUnknown()
    {
        var failure = await Assert.ThrowsAsync<TransportException>(() => ConnectAsync());

        Assert.Equal(SocketError.HostNotFound, Assert.IsType<SocketException>(failure.InnerException).SocketErrorCode);
    }

    private Task<Stream> ConnectAsync(params string[] addresses) =>
        new TcpConnector(_options, _time, (_, _) => Task.FromResult(Array.ConvertAll(addresses, IPAddress.Parse)), OpenAsync)
            .ConnectAsync(_target, CancellationToken.None).AsTask();

    private async Task<Stream> OpenAsync(IPEndPoint endPoint, CancellationToken cancellationToken)
    {
        var address = endPoint.Address.ToString();
        _asked.Enqueue(address);
        if (_refusing.Contains(address))
            throw new SocketException((int)SocketError.ConnectionRefused);
        if (!_servers.TryGetValue(address, out var server))
            await Task.Delay(Timeout.Infinite, cancellationToken);
        return server!;
    }
}

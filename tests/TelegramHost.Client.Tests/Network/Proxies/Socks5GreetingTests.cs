using System.Net;
using TelegramHost.Client.Network.Proxies;
using TelegramHost.TestSupport;

namespace TelegramHost.Client.Tests.Network.Proxies;

public sealed class Socks5GreetingTests
{
    private static readonly Socks5Greeting Anonymous = new(null);
    private static readonly Socks5Greeting WithLogin = new(GreetingBench.Login);

    public static TheoryData<string, string> Targets => new()
    {
        { "149.154.167.51", "01959aa73301bb" },
        { "2001:67c:4e8:f002::a", "042001067c04e8f002000000000000000a01bb" },
        { "telegram.test", "030d74656c656772616d2e7465737401bb" },
    };

    [Theory]
    [MemberData(nameof(Targets))]
    public async Task Proxy_WithoutALogin_GetsTheAddressAndNothingElse(string host, string address)
    {
        var proxy = new ScriptedProxy();
        var connecting = proxy.ConnectAsync(Anonymous, host);

        await proxy.ExpectAsync(5, 1, 0);
        await proxy.SendAsync(5, 0);
        await proxy.ExpectAsync([5, 1, 0, .. Convert.FromHexString(address)]);
        await proxy.SendAsync(5, 0, 0, 1, 127, 0, 0, 1, 0x1f, 0x90);
        await using var stream = await connecting;

        Assert.Equal(GreetingBench.ProxyAddress, proxy.ConnectedTo);
        await stream.WriteAsync((byte[])[1, 2, 3]);
        await proxy.ExpectAsync(1, 2, 3);
    }

    [Theory]
    [InlineData("0100000000" + "0000", false)]
    [InlineData("0400000000000000000000000000000000" + "0050", true)]
    [InlineData("0307" + "612e622e632e64" + "0050", true)]
    public async Task AnswersAddress_OfEachKind_IsTakenToItsLastByte(string bound, bool byteByByte)
    {
        var proxy = new ScriptedProxy { ByteByByte = byteByByte };
        var connecting = proxy.ConnectAsync(Anonymous);

        await proxy.TakeAsync(3);
        await proxy.SendAsync(5, 0);
        await proxy.TakeAsync(10);
        await proxy.SendAsync([5, 0, 0, .. Convert.FromHexString(bound), 0xaa]);
        await using var stream = await connecting;

        var first = new byte[1];
        await stream.ReadExactlyAsync(first);
        Assert.Equal(0xaa, first[0]);
    }

    [Fact]
    public async Task Proxy_ThatWantsALogin_GetsItInUtf8()
    {
        var proxy = new ScriptedProxy();
        var connecting = proxy.ConnectAsync(WithLogin);

        await proxy.ExpectAsync(5, 2, 0, 2);
        await proxy.SendAsync(5, 2);
        await proxy.ExpectAsync([1, 3, .. "ada"u8, 9, .. "pässword"u8]);
        await proxy.SendAsync(1, 0);
        await proxy.ExpectAsync(5, 1, 0, 1, 149, 154, 167, 51, 1, 0xbb);
        await proxy.SendAsync(5, 0, 0, 1, 0, 0, 0, 0, 0, 0);

        await using var stream = await connecting;
    }

    [Fact]
    public async Task Proxy_ThatWantsNoLogin_GetsNone()
    {
        var proxy = new ScriptedProxy();
        var connecting = proxy.ConnectAsync(WithLogin);

        await proxy.TakeAsync(4);
        await proxy.SendAsync(5, 0);
        await proxy.ExpectAsync(5, 1, 0, 1);
        await proxy.SendAsync(5, 0, 0, 1, 0, 0, 0, 0, 0, 0);

        // What is left of the request.
        await proxy.ExpectAsync(149, 154, 167, 51, 1, 0xbb);
        await using var stream = await connecting;
    }

    [Theory]
    [InlineData(false, "ff", "Telegram:Proxy:UserName and Telegram:Proxy:Password")]
    [InlineData(false, "02", "Telegram:Proxy:UserName and Telegram:Proxy:Password")]
    [InlineData(true, "ff", "not supported")]
    [InlineData(true, "01", "not supported")]
    public async Task Proxy_ThatAsksForAnotherLogin_IsExplained(bool hasLogin, string method, string advice)
    {
        var proxy = new ScriptedProxy();
        var connecting = proxy.ConnectAsync(hasLogin ? WithLogin : Anonymous);
        await proxy.SendAsync([5, .. Convert.FromHexString(method)]);

        var exception = await Assert.ThrowsAsync<TransportException>(() => connecting);

        Assert.Contains(advice, exception.Message, StringComparison.Ordinal);
        Assert.True(proxy.IsLeft);
    }

    [Fact]
    public async Task Login_ThatIsRefused_NamesTheSettings()
    {
        var proxy = new ScriptedProxy();
        var connecting = proxy.ConnectAsync(WithLogin);
        await proxy.SendAsync(5, 2, 1, 1);

        var exception = await proxy.RefusalAsync(connecting);

        Assert.Contains("Telegram:Proxy:Password", exception.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(4)]
    [InlineData(5)]
    [InlineData(6)]
    [InlineData(7)]
    [InlineData(8)]
    [InlineData(0x5b)]
    public async Task Connection_ThatIsRefused_NamesTheTargetAndTheCode(byte code)
    {
        var proxy = new ScriptedProxy();
        var connecting = proxy.ConnectAsync(Anonymous);
        await proxy.SendAsync(5, 0, 5, code, 0, 1, 0, 0, 0, 0, 0, 0);

        var exception = await proxy.RefusalAsync(connecting);

        Assert.Contains("149.154.167.51:443", exception.Message, StringComparison.Ordinal);
        Assert.Contains($"{code}", exception.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("0400")]
    [InlineData("4854")]
    [InlineData("05000400")]
    [InlineData("0500050000020000")]
    public async Task Answer_ThatIsNotSocks5_IsRefused(string hex)
    {
        var proxy = new ScriptedProxy();
        var connecting = proxy.ConnectAsync(Anonymous);
        await proxy.SendAsync([.. Convert.FromHexString(hex), 0, 0, 0, 0]);

        Assert.Contains("Telegram:Proxy:Url", (await proxy.RefusalAsync(connecting)).Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("")]
    [InlineData("05")]
    [InlineData("0500")]
    [InlineData("05000500000100")]
    public async Task Proxy_ThatLeavesAnywhere_IsExplained(string hex)
    {
        var proxy = new ScriptedProxy();
        var connecting = proxy.ConnectAsync(Anonymous);
        await proxy.SendAsync(Convert.FromHexString(hex));
        proxy.Close();

        Assert.Contains("closed the connection", (await proxy.RefusalAsync(connecting)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Proxy_ThatIsSilent_IsLeftAfterTheTimeLimit()
    {
        var time = new ManualTimeProvider();
        var proxy = new ScriptedProxy();
        var connecting = proxy.ConnectAsync(Anonymous, time: time);
        await proxy.TakeAsync(3);

        time.Advance(TimeSpan.FromSeconds(10));

        Assert.Contains("Telegram:Connection:ConnectTimeout", (await proxy.RefusalAsync(connecting)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Cancellation_EndsTheGreetingAsSuch()
    {
        var proxy = new ScriptedProxy();
        using var cancellation = new CancellationTokenSource();
        var connecting = new ProxyConnector(GreetingBench.ProxyAddress, Anonymous, proxy, TimeSpan.FromSeconds(10), new ManualTimeProvider())
            .ConnectAsync(new DnsEndPoint("x.test", 1), cancellation.Token).AsTask();
        await proxy.TakeAsync(3);

        await cancellation.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => connecting);
        Assert.True(proxy.IsLeft);
    }

    [Fact]
    public async Task Name_ThatIsTooLong_IsNotSent()
    {
        var proxy = new ScriptedProxy();
        var connecting = proxy.ConnectAsync(Anonymous, new string('a', 256));
        await proxy.SendAsync(5, 0);

        Assert.Contains("256 bytes", (await proxy.RefusalAsync(connecting)).Message, StringComparison.Ordinal);
    }
}

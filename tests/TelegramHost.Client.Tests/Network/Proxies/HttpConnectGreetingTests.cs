using TelegramHost.Client.Network.Proxies;
using TelegramHost.TestSupport;

namespace TelegramHost.Client.Tests.Network.Proxies;

public sealed class HttpConnectGreetingTests
{
    private const string Ok = "HTTP/1.1 200 Connection established\r\n\r\n";

    private static readonly HttpConnectGreeting Anonymous = new(null);
    private static readonly HttpConnectGreeting WithLogin = new(GreetingBench.Login);

    [Theory]
    [InlineData("149.154.167.51", "149.154.167.51:443")]
    [InlineData("2001:67c:4e8:f002::a", "[2001:67c:4e8:f002::a]:443")]
    [InlineData("telegram.test", "telegram.test:443")]
    public async Task Proxy_IsAskedForATunnelToTheAddress(string host, string authority)
    {
        var proxy = new ScriptedProxy();
        var connecting = proxy.ConnectAsync(Anonymous, host);

        await proxy.ExpectAsync($"CONNECT {authority} HTTP/1.1\r\nHost: {authority}\r\n\r\n");
        await proxy.SendAsync(Ok);
        await using var stream = await connecting;

        await stream.WriteAsync("ping"u8.ToArray());
        await proxy.ExpectAsync("ping");
    }

    [Fact]
    public async Task Login_IsSentAtOnceAndInUtf8()
    {
        var proxy = new ScriptedProxy();
        var connecting = proxy.ConnectAsync(WithLogin);

        await proxy.ExpectAsync(
            "CONNECT 149.154.167.51:443 HTTP/1.1\r\nHost: 149.154.167.51:443\r\nProxy-Authorization: Basic YWRhOnDDpHNzd29yZA==\r\n\r\n");
        await proxy.SendAsync(Ok);

        await using var stream = await connecting;
    }

    [Theory]
    [InlineData("HTTP/1.1 200 OK\r\n\r\n")]
    [InlineData("HTTP/1.0 200\r\n\r\n")]
    [InlineData("HTTP/1.1 204 \r\nVia: a\r\nProxy-Agent: b\r\n\r\n")]
    [InlineData("HTTP/1.1 299 \r\r\n\r\r\n\r\n")]
    public async Task WhatFollowsTheHeader_BelongsToTheTunnel(string head)
    {
        foreach (var byteByByte in new[] { false, true })
        {
            var proxy = new ScriptedProxy { ByteByByte = byteByByte };
            var connecting = proxy.ConnectAsync(Anonymous);
            await proxy.SendAsync(head + "xyz");

            await using var stream = await connecting;

            var first = new byte[3];
            await stream.ReadExactlyAsync(first);
            Assert.Equal("xyz"u8.ToArray(), first);
        }
    }

    [Theory]
    [InlineData(false, 407, "set Telegram:Proxy:UserName and Telegram:Proxy:Password")]
    [InlineData(true, 407, "check Telegram:Proxy:UserName and Telegram:Proxy:Password")]
    [InlineData(false, 403, "403")]
    [InlineData(true, 502, "502")]
    [InlineData(false, 302, "302")]
    [InlineData(false, 100, "100")]
    public async Task Refusal_SaysWhatToDo(bool hasLogin, int status, string advice)
    {
        var proxy = new ScriptedProxy();
        var connecting = proxy.ConnectAsync(hasLogin ? WithLogin : Anonymous);
        await proxy.SendAsync($"HTTP/1.1 {status} No\r\nProxy-Authenticate: Basic realm=\"x\"\r\nContent-Length: 2\r\n\r\nno");

        Assert.Contains(advice, (await proxy.RefusalAsync(connecting)).Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("SSH-2.0-OpenSSH_9.2\r\n\r\n")]
    [InlineData("HTTP/2 200 OK\r\n\r\n")]
    [InlineData("HTTP/1.1 2x0 OK\r\n\r\n")]
    [InlineData("HTTP/1.1 2\r\n\r\n")]
    [InlineData("\r\n\r\n")]
    public async Task Answer_ThatIsNotHttp_IsRefused(string answer)
    {
        var proxy = new ScriptedProxy();
        var connecting = proxy.ConnectAsync(Anonymous);
        await proxy.SendAsync(answer);

        Assert.Contains("Telegram:Proxy:Url", (await proxy.RefusalAsync(connecting)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Header_WithoutAnEnd_IsCutOff()
    {
        var proxy = new ScriptedProxy();
        var connecting = proxy.ConnectAsync(Anonymous);
        var sending = proxy.SendAsync("HTTP/1.1 200 OK\r\n" + new string('a', 20_000));

        Assert.Contains("16384", (await proxy.RefusalAsync(connecting)).Message, StringComparison.Ordinal);
        await sending;
    }

    [Fact]
    public async Task Proxy_ThatLeavesInItsHeader_IsExplained()
    {
        var proxy = new ScriptedProxy();
        var connecting = proxy.ConnectAsync(Anonymous);
        await proxy.SendAsync("HTTP/1.1 200 OK\r\n");
        proxy.Close();

        Assert.Contains("closed the connection", (await proxy.RefusalAsync(connecting)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Proxy_ThatIsSilent_IsLeftAfterTheTimeLimit()
    {
        var time = new ManualTimeProvider();
        var proxy = new ScriptedProxy();
        var connecting = proxy.ConnectAsync(Anonymous, time: time);
        await proxy.TakeAsync(10);

        time.Advance(TimeSpan.FromSeconds(10));

        Assert.Contains("Telegram:Connection:ConnectTimeout", (await proxy.RefusalAsync(connecting)).Message, StringComparison.Ordinal);
    }
}

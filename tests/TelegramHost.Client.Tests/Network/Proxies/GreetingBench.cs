using System.Net;
using TelegramHost.Client.Network.Proxies;
using TelegramHost.TestSupport;

namespace TelegramHost.Client.Tests.Network.Proxies;

/// <summary>A connector through a scripted proxy.</summary>
internal static class GreetingBench
{
    public static readonly DnsEndPoint ProxyAddress = new("proxy.test", 1080);

    public static readonly NetworkCredential Login = new("ada", "pässword");

    public static Task<Stream> ConnectAsync(
        this ScriptedProxy proxy, IProxyGreeting greeting, string host = "149.154.167.51", int port = 443, ManualTimeProvider? time = null) =>
        new ProxyConnector(ProxyAddress, greeting, proxy, TimeSpan.FromSeconds(10), time ?? new ManualTimeProvider())
            .ConnectAsync(new DnsEndPoint(host, port), CancellationToken.None).AsTask();

    public static async Task<TransportException> RefusalAsync(this ScriptedProxy proxy, Task<Stream> connecting)
    {
        var exception = await Assert.ThrowsAsync<TransportException>(() => connecting);
        Assert.StartsWith("The proxy proxy.test:1080 ", exception.Message, StringComparison.Ordinal);
        Assert.Contains("Telegram:", exception.Message, StringComparison.Ordinal);
        Assert.EndsWith(".", exception.Message, StringComparison.Ordinal);
        for (var fault = (Exception)exception; fault is not null; fault = fault.InnerException)
            Assert.DoesNotContain(Login.Password, fault.Message, StringComparison.Ordinal);
        Assert.True(proxy.IsLeft);
        return exception;
    }
}

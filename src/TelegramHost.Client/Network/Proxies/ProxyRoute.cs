using System.Net;
using TelegramHost.Client.Sessions;
using TelegramHost.MtProto.Framing;

namespace TelegramHost.Client.Network.Proxies;

/// <summary>How connections are made as <see cref="ProxyOptions"/> want it: directly, or through a proxy.</summary>
internal sealed class ProxyRoute
{
    /// <summary>Reads the settings, which MUST have been checked.</summary>
    /// <param name="options">The settings.</param>
    /// <param name="direct">Makes connections without a proxy.</param>
    /// <param name="serverTime">The time as Telegram's servers count it, as far as it is known.</param>
    /// <param name="time">For time limits.</param>
    public ProxyRoute(TelegramClientOptions options, IConnector direct, Func<DateTimeOffset> serverTime, TimeProvider time)
    {
        var limit = options.Connection.ConnectTimeout;
        var settings = ProxySettings.Read(options.Proxy, TelegramClientOptions.SectionName + ":Proxy", []);
        Connector = settings switch
        {
            null => direct,
            { Kind: ProxyKind.System } => new SystemProxyConnector(HttpClient.DefaultProxy, settings.Credential, direct, limit, time),
            { Secret: { Kind: ProxySecretKind.FakeTls } secret } =>
                new ProxyConnector(settings.Server!, new FakeTlsGreeting(secret, serverTime), direct, limit, time),
            { Kind: ProxyKind.MtProxy } => new ProxyConnector(settings.Server!, NoGreeting.Instance, direct, limit, time),
            _ => Through(settings.Kind, settings.Server!, settings.Credential, direct, limit, time),
        };
        if (settings is { Kind: ProxyKind.MtProxy, Secret: { } mixedIn, Server: { } server })
            OnlyAddress = new DcAddress(server.Host, server.Port, ThisPortOnly: true, Secret: WrittenOut(mixedIn));
    }

    /// <summary>Makes connections.</summary>
    public IConnector Connector { get; }

    /// <summary>With an MTProxy: the one address that every data centre has, as the proxy finds them by their numbers. Else null.</summary>
    public DcAddress? OnlyAddress { get; }

    /// <summary>Connections through a proxy that passes bytes on as they are.</summary>
    public static IConnector Through(
        ProxyKind kind, DnsEndPoint server, NetworkCredential? credential, IConnector direct, TimeSpan timeLimit, TimeProvider time)
    {
        IProxyGreeting greeting = kind == ProxyKind.Http ? new HttpConnectGreeting(credential) : new Socks5Greeting(credential);
        return new ProxyConnector(server, greeting, direct, timeLimit, time);
    }

    // Inside of its TLS a proxy of the third kind speaks like one of the second.
    private static string WrittenOut(ProxySecret secret) =>
        (secret.Kind == ProxySecretKind.Plain ? "" : "dd") + Convert.ToHexStringLower(secret.Key);
}

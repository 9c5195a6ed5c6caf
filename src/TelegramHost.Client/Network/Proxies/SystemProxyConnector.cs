using System.Net;

namespace TelegramHost.Client.Network.Proxies;

/// <summary>Asks for each connection which proxy the operating system or the environment names for it; none is an answer too.</summary>
internal sealed class SystemProxyConnector(
    IWebProxy system, NetworkCredential? ownCredential, IConnector direct, TimeSpan timeLimit, TimeProvider time) : IConnector
{
    /// <inheritdoc/>
    public ValueTask<Stream> ConnectAsync(DnsEndPoint endpoint, CancellationToken cancellationToken)
    {
        // Telegram's connections look like nothing in particular; what the system says of https comes nearest.
        var target = new Uri($"https://{EndpointText.Of(endpoint)}/");
        if (system.IsBypassed(target) || system.GetProxy(target) is not { } address || address == target)
            return direct.ConnectAsync(endpoint, cancellationToken);

        if (!ProxyUrl.TryRead(address, out var proxy, out var credential, out var fault))
            throw Unusable(fault);
        credential ??= system.Credentials?.GetCredential(address, "Basic") ?? ownCredential;
        if (credential is not null && ProxySettings.FaultOf(proxy.Kind, credential) is { } unfit)
            throw Unusable(unfit);
        return ProxyRoute.Through(proxy.Kind, proxy.Server!, credential, direct, timeLimit, time).ConnectAsync(endpoint, cancellationToken);
    }

    private static TransportException Unusable(string fault) => new(
        $"The system's proxy {fault}. Change the system's settings (or HTTPS_PROXY), or name another proxy in Telegram:Proxy:Url.");
}

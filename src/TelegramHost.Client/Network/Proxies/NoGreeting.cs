using System.Net;

namespace TelegramHost.Client.Network.Proxies;

/// <summary>Says nothing: an MTProxy without TLS learns everything from the first packet.</summary>
internal sealed class NoGreeting : IProxyGreeting
{
    /// <summary>The one instance.</summary>
    public static NoGreeting Instance { get; } = new();

    /// <inheritdoc/>
    public string Advice => "Check Telegram:Proxy:Url.";

    /// <inheritdoc/>
    public ValueTask<Stream> GreetAsync(Stream stream, DnsEndPoint target, CancellationToken cancellationToken) => ValueTask.FromResult(stream);
}

using System.Net;

namespace TelegramHost.Client.Network.Proxies;

/// <summary>What is said to a proxy once the connection to it is there.</summary>
internal interface IProxyGreeting
{
    /// <summary>What to check when the proxy leaves or is silent: a sentence that names the setting.</summary>
    string Advice { get; }

    /// <summary>Has the proxy open the way to <paramref name="target"/>. No byte behind the proxy's answer is taken.</summary>
    /// <param name="stream">The connection to the proxy; on success it belongs to the answered stream.</param>
    /// <param name="target">Where to go; a name is resolved at the proxy.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <returns>The stream to go on with.</returns>
    /// <exception cref="TransportException">The proxy refuses; the message says what to do.</exception>
    /// <exception cref="IOException">The connection broke, or was closed.</exception>
    /// <exception cref="MtProto.ProtocolException">What it says is not of its kind.</exception>
    ValueTask<Stream> GreetAsync(Stream stream, DnsEndPoint target, CancellationToken cancellationToken);
}

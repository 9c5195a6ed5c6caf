using System.Net;
using TelegramHost.MtProto.Framing;

namespace TelegramHost.Client.Network.Proxies;

/// <summary>Greets an MTProxy as a browser would greet the server that it plays; the target stands in what is sent later.</summary>
/// <param name="secret">A secret of kind <see cref="ProxySecretKind.FakeTls"/>.</param>
/// <param name="serverTime">The time as Telegram's servers count it, as far as it is known.</param>
internal sealed class FakeTlsGreeting(ProxySecret secret, Func<DateTimeOffset> serverTime) : IProxyGreeting
{
    /// <inheritdoc/>
    public string Advice => "Check the secret in Telegram:Proxy:Url, and this machine's clock: a proxy of this kind takes whoever is more than some minutes off for a stranger.";

    /// <inheritdoc/>
    public async ValueTask<Stream> GreetAsync(Stream stream, DnsEndPoint target, CancellationToken cancellationToken)
    {
        using var handshake = new FakeTlsHandshake(secret, SystemEntropy.Instance, serverTime().ToUnixTimeSeconds());
        await stream.WriteAsync(handshake.Hello, cancellationToken).ConfigureAwait(false);
        await stream.FlushAsync(cancellationToken).ConfigureAwait(false);
        while (!handshake.IsComplete)
        {
            var bytes = new byte[handshake.WantedBytes];
            await stream.ReadExactlyAsync(bytes, cancellationToken).ConfigureAwait(false);
            handshake.HandleBytes(bytes);
        }

        return new FakeTlsStream(stream);
    }
}

using System.Net;

namespace TelegramHost.Client.Network;

/// <summary>Makes byte streams to servers; the seam where an emulator in memory takes the place of TCP.</summary>
internal interface IConnector
{
    /// <summary>Connects to <paramref name="endpoint"/>, whose host is a name or a literal address.</summary>
    /// <exception cref="TransportException">Nobody answers there.</exception>
    ValueTask<Stream> ConnectAsync(DnsEndPoint endpoint, CancellationToken cancellationToken);
}

using System.Net;
using Microsoft.Extensions.Logging;

namespace TelegramHost.Client.Network;

/// <summary>Finds the way to a data centre: chooses among its addresses, connects, and frames the stream.</summary>
/// <remarks>Everything between "this data centre" and a connection that takes packets is here; what is said on it is the caller's.</remarks>
internal sealed class DcDialer(ConnectionOptions options, IConnector connector, DcDirectory directory, ILogger logger)
{
    /// <summary>Makes sure that there is somewhere to try: no number of tries would help if not.</summary>
    /// <exception cref="TransportException">No address of data centre <paramref name="dc"/> is known.</exception>
    public void RequireKnown(int dc) => directory.EndpointsOf(dc);

    /// <summary>Connects to data centre <paramref name="dc"/>.</summary>
    /// <param name="dc">The data centre.</param>
    /// <param name="media">Whether the connection is for files only; a data centre may have addresses of its own for them.</param>
    /// <param name="attempt">How many connections the caller has asked for before; each one begins with the next address.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <returns>A connection that belongs to the caller; nothing has been sent on it.</returns>
    /// <exception cref="TransportException">Nobody answered, or no address of it is known.</exception>
    public async Task<DialedConnection> DialAsync(int dc, bool media, int attempt, CancellationToken cancellationToken)
    {
        var endpoints = directory.EndpointsOf(dc, media);
        var endpoint = endpoints[attempt % endpoints.Count];
        NetworkLog.Connecting(logger, dc, EndpointText.Of(endpoint));
        return new DialedConnection(await OpenAsync(dc, endpoint, cancellationToken).ConfigureAwait(false), endpoint);
    }

    private async Task<FramedConnection> OpenAsync(int dc, DnsEndPoint endpoint, CancellationToken cancellationToken)
    {
        var stream = await connector.ConnectAsync(endpoint, cancellationToken).ConfigureAwait(false);
        return new FramedConnection(stream, ClientFraming.Create(options, dc));
    }
}

using System.Net;
using System.Net.Sockets;

namespace TelegramHost.Client.Network;

/// <summary>Makes TCP connections: no delay, kept alive, bounded in time.</summary>
internal sealed class TcpConnector(ConnectionOptions options, TimeProvider time) : IConnector
{
    private const int KeepAliveSeconds = 60;

    /// <inheritdoc/>
    public async ValueTask<Stream> ConnectAsync(DnsEndPoint endpoint, CancellationToken cancellationToken)
    {
        using var timeout = new CancellationTokenSource(options.ConnectTimeout, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, timeout.Token);
        try
        {
            var addresses = await ResolveAsync(endpoint.Host, either.Token).ConfigureAwait(false);
            return await ConnectToFirstAsync(addresses, endpoint.Port, either.Token).ConfigureAwait(false);
        }
        catch (OperationCanceledException exception) when (!cancellationToken.IsCancellationRequested)
        {
            throw new TransportException(
                $"{EndpointText.Of(endpoint)} did not answer within {options.ConnectTimeout.TotalSeconds:0.###} s (Telegram:Connection:ConnectTimeout). Check Telegram:Connection:Endpoint, this machine's network and its firewall.",
                inner: exception);
        }
        catch (SocketException exception)
        {
            cancellationToken.ThrowIfCancellationRequested();
            throw new TransportException(
                $"{EndpointText.Of(endpoint)} can't be reached: {exception.Message.TrimEnd('.')}. Check Telegram:Connection:Endpoint, this machine's network and its firewall.",
                inner: exception);
        }
    }

    private async ValueTask<IPAddress[]> ResolveAsync(string host, CancellationToken cancellationToken)
    {
        if (IPAddress.TryParse(host, out var literal))
            return [literal];
        var addresses = await Dns.GetHostAddressesAsync(host, cancellationToken).ConfigureAwait(false);
        var preferred = options.PreferIPv6 ? AddressFamily.InterNetworkV6 : AddressFamily.InterNetwork;
        return [.. addresses.OrderByDescending(address => address.AddressFamily == preferred)];
    }

    private static async ValueTask<Stream> ConnectToFirstAsync(IPAddress[] addresses, int port, CancellationToken cancellationToken)
    {
        for (var i = 0; ; i++)
        {
            if (addresses.Length == 0)
                throw new SocketException((int)SocketError.HostNotFound);
            var socket = new Socket(addresses[i].AddressFamily, SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
            try
            {
                // Finds a dead peer when the protocol's own pings can't: while a key is being made.
                socket.SetSocketOption(SocketOptionLevel.Socket, SocketOptionName.KeepAlive, true);
                socket.SetSocketOption(SocketOptionLevel.Tcp, SocketOptionName.TcpKeepAliveTime, KeepAliveSeconds);
                await socket.ConnectAsync(addresses[i], port, cancellationToken).ConfigureAwait(false);
                return new NetworkStream(socket, ownsSocket: true);
            }
            catch (SocketException) when (i + 1 < addresses.Length)
            {
                socket.Dispose();
            }
            catch
            {
                socket.Dispose();
                throw;
            }
        }
    }
}

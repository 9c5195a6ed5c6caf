using System.Net;
using System.Net.Sockets;

namespace TelegramHost.Client.Network;

/// <summary>Makes TCP connections: no delay, kept alive, bounded in time.</summary>
/// <remarks>The addresses of a name race, so that a family whose packets vanish does not keep the other from being tried.</remarks>
/// <param name="options">Time limit, and the family that comes first.</param>
/// <param name="time">The clock.</param>
/// <param name="resolve">Finds the addresses of a name; null for the system's resolver.</param>
/// <param name="connect">Connects to one address; null for TCP.</param>
internal sealed class TcpConnector(
    ConnectionOptions options,
    TimeProvider time,
    Func<string, CancellationToken, Task<IPAddress[]>>? resolve = null,
    Func<IPEndPoint, CancellationToken, Task<Stream>>? connect = null) : IConnector
{
    private const int KeepAliveSeconds = 60;

    // Source: https://www.rfc-editor.org/rfc/rfc8305#section-8
    private static readonly TimeSpan _headStart = TimeSpan.FromMilliseconds(250);

    private readonly Func<string, CancellationToken, Task<IPAddress[]>> _resolve = resolve ?? Dns.GetHostAddressesAsync;
    private readonly Func<IPEndPoint, CancellationToken, Task<Stream>> _connect = connect ?? OpenAsync;

    /// <inheritdoc/>
    public async ValueTask<Stream> ConnectAsync(DnsEndPoint endpoint, CancellationToken cancellationToken)
    {
        using var timeout = new CancellationTokenSource(options.ConnectTimeout, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, timeout.Token);
        try
        {
            var addresses = await ResolveAsync(endpoint.Host, either.Token).ConfigureAwait(false);
            return await RaceAsync(addresses, endpoint.Port, either.Token).ConfigureAwait(false);
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

    private async Task<IPAddress[]> ResolveAsync(string host, CancellationToken cancellationToken)
    {
        if (IPAddress.TryParse(host, out var literal))
            return [literal];
        var addresses = await _resolve(host, cancellationToken).ConfigureAwait(false);
        var preferred = options.PreferIPv6 ? AddressFamily.InterNetworkV6 : AddressFamily.InterNetwork;
        return addresses.Length > 0
            ? [.. AddressOrder.Alternate(addresses, address => address.AddressFamily == preferred)]
            : throw new SocketException((int)SocketError.HostNotFound);
    }

    private async Task<Stream> RaceAsync(IPAddress[] addresses, int port, CancellationToken cancellationToken)
    {
        var (winner, faults) = await new DialRace<Stream>(_headStart, time).RunAsync(
            [.. addresses.Select(address => (Func<CancellationToken, Task<Stream>>)(token => _connect(new IPEndPoint(address, port), token)))],
            late => late.DisposeAsync(),
            cancellationToken).ConfigureAwait(false);
        return winner ?? throw faults[0];
    }

    private static async Task<Stream> OpenAsync(IPEndPoint address, CancellationToken cancellationToken)
    {
        var socket = new Socket(address.AddressFamily, SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        try
        {
            // Finds a dead peer when the protocol's own pings can't: while a key is being made.
            socket.SetSocketOption(SocketOptionLevel.Socket, SocketOptionName.KeepAlive, true);
            socket.SetSocketOption(SocketOptionLevel.Tcp, SocketOptionName.TcpKeepAliveTime, KeepAliveSeconds);
            await socket.ConnectAsync(address, cancellationToken).ConfigureAwait(false);
            return new NetworkStream(socket, ownsSocket: true);
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }
}

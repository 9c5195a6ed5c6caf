using System.Net;
using System.Net.Sockets;
using System.Text;

namespace TelegramHost.EndToEnd.Tests.Proxies;

/// <summary>An HTTP proxy that opens tunnels, and to nobody without the name and the password.</summary>
internal sealed class ConnectProxy : IAsyncDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly string _login;
    private readonly CancellationTokenSource _stopping = new();
    private readonly Task _accepting;
    private int _tunnels;

    public ConnectProxy(NetworkCredential credential)
    {
        _login = "Proxy-Authorization: Basic " + Convert.ToBase64String(Encoding.UTF8.GetBytes($"{credential.UserName}:{credential.Password}"));
        _listener.Start();
        _accepting = AcceptAsync();
    }

    public string EndPoint => _listener.LocalEndpoint.ToString()!;

    /// <summary>How many tunnels were opened.</summary>
    public int Tunnels => Volatile.Read(ref _tunnels);

    public async ValueTask DisposeAsync()
    {
        await _stopping.CancelAsync();
        _listener.Stop();
        await _accepting;
        _stopping.Dispose();
    }

    private async Task AcceptAsync()
    {
        List<Task> lines = [];
        try
        {
            while (true)
                lines.Add(CarryAsync(await _listener.AcceptSocketAsync(_stopping.Token)));
        }
        catch (Exception exception) when (exception is OperationCanceledException or SocketException or ObjectDisposedException)
        {
            await Task.WhenAll(lines);
        }
    }

    private async Task CarryAsync(Socket socket)
    {
        await using var near = new NetworkStream(socket, ownsSocket: true);
        using var line = CancellationTokenSource.CreateLinkedTokenSource(_stopping.Token);
        try
        {
            var head = (await ReadHeadAsync(near, line.Token)).Split("\r\n");
            if (!head.Contains(_login))
            {
                await near.WriteAsync("HTTP/1.1 407 Proxy Authentication Required\r\nProxy-Authenticate: Basic\r\n\r\n"u8.ToArray(), line.Token);
                return;
            }

            using var target = new TcpClient();
            await target.ConnectAsync(IPEndPoint.Parse(head[0].Split(' ')[1]), line.Token);
            await near.WriteAsync("HTTP/1.1 200 Connection established\r\n\r\n"u8.ToArray(), line.Token);
            Interlocked.Increment(ref _tunnels);
            var far = target.GetStream();
            await Task.WhenAny(near.CopyToAsync(far, line.Token), far.CopyToAsync(near, line.Token));
            await line.CancelAsync();
        }
        catch (Exception exception) when (exception is IOException or SocketException or OperationCanceledException)
        {
            // A side has gone away, or the test is over.
        }
    }

    private static async Task<string> ReadHeadAsync(NetworkStream stream, CancellationToken cancellationToken)
    {
        var head = new StringBuilder();
        var one = new byte[1];
        while (!head.ToString().EndsWith("\r\n\r\n", StringComparison.Ordinal))
        {
            await stream.ReadExactlyAsync(one, cancellationToken);
            head.Append((char)one[0]);
        }

        return head.ToString();
    }
}

using System.Net;
using System.Net.Sockets;

namespace TelegramHost.EndToEnd.Tests.Network;

/// <summary>A line that looks at the first byte of each connection and swallows what it does not like: it reads on and says nothing.</summary>
internal sealed class PickyLine : IAsyncDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly IPEndPoint _server;
    private readonly Func<byte, bool> _likes;
    private readonly CancellationTokenSource _stopping = new();
    private readonly Task _accepting;
    private int _swallowed;

    public PickyLine(IPEndPoint server, Func<byte, bool> likes)
    {
        (_server, _likes) = (server, likes);
        _listener.Start();
        _accepting = AcceptAsync();
    }

    public string Endpoint => _listener.LocalEndpoint.ToString()!;

    /// <summary>How many connections were not liked.</summary>
    public int Swallowed => Volatile.Read(ref _swallowed);

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
            var first = new byte[1];
            await near.ReadExactlyAsync(first, line.Token);
            if (!_likes(first[0]))
            {
                Interlocked.Increment(ref _swallowed);
                await near.CopyToAsync(Stream.Null, line.Token);
                return;
            }

            using var client = new TcpClient();
            await client.ConnectAsync(_server, line.Token);
            var far = client.GetStream();
            await far.WriteAsync(first, line.Token);
            await Task.WhenAny(near.CopyToAsync(far, line.Token), far.CopyToAsync(near, line.Token));
            await line.CancelAsync();
        }
        catch (Exception exception) when (exception is IOException or SocketException or OperationCanceledException)
        {
            // A side has gone away, or the test is over.
        }
    }
}

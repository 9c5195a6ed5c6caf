using System.Net;
using System.Net.Sockets;

namespace TelegramHost.EndToEnd.Tests.Network;

/// <summary>A bad line: carries bytes between a client and a server, and cuts each connection after a random time, in the middle of what it carries just then.</summary>
internal sealed class CuttingProxy : IAsyncDisposable
{
    private readonly TcpListener _listener;
    private readonly IPEndPoint _server;
    private readonly Random _random;
    private readonly CancellationTokenSource _stopping = new();
    private readonly Task _accepting;
    private volatile int _mostMilliseconds;
    private int _cuts;

    /// <summary>A line to <paramref name="server"/>, which ends at <paramref name="address"/>, on IPv4's loopback by default.</summary>
    public CuttingProxy(IPEndPoint server, int seed, IPAddress? address = null)
    {
        _listener = new TcpListener(address ?? IPAddress.Loopback, 0);
        _server = server;
        _random = new Random(seed);
        _listener.Start();
        _accepting = AcceptAsync();
    }

    public string Endpoint => _listener.LocalEndpoint.ToString()!;

    /// <summary>How many connections were cut.</summary>
    public int Cuts => Volatile.Read(ref _cuts);

    /// <summary>The longest life of a connection from now on, in milliseconds; 0: none is cut.</summary>
    public int MostMilliseconds
    {
        get => _mostMilliseconds;
        set => _mostMilliseconds = value;
    }

    /// <summary>Closes everything.</summary>
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

    private async Task CarryAsync(Socket client)
    {
        using var near = client;
        using var far = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        near.NoDelay = true;
        using var line = CancellationTokenSource.CreateLinkedTokenSource(_stopping.Token);
        try
        {
            await far.ConnectAsync(_server, line.Token);
            var first = await Task.WhenAny(CopyAsync(near, far, line.Token), CopyAsync(far, near, line.Token));
            await first;
        }
        catch (Exception exception) when (exception is SocketException or OperationCanceledException)
        {
            // A side has gone away, or the test is over.
        }

        await line.CancelAsync();
        // Half of the cuts come as a reset, which also throws away what the other side has not read yet.
        if (Next(2) == 0)
            near.LingerState = far.LingerState = new LingerOption(true, 0);
    }

    private async Task CopyAsync(Socket from, Socket to, CancellationToken cancellationToken)
    {
        var buffer = new byte[16 * 1024];
        long? end = null;
        while (true)
        {
            var count = await from.ReceiveAsync(buffer, cancellationToken);
            if (count == 0)
                return;
            var most = MostMilliseconds;
            if (most > 0)
                end ??= Environment.TickCount64 + Next(most);
            var isCut = most > 0 && Environment.TickCount64 >= end;
            if (isCut)
                count = Next(count);
            for (var sent = 0; sent < count;)
                sent += await to.SendAsync(buffer.AsMemory(sent, count - sent), cancellationToken);
            if (!isCut)
                continue;
            Interlocked.Increment(ref _cuts);
            return;
        }
    }

    private int Next(int limit)
    {
        lock (_random)
            return _random.Next(limit);
    }
}

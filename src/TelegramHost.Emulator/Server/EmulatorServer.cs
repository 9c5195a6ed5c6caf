using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;
using Microsoft.Extensions.Logging;

namespace TelegramHost.Emulator.Server;

/// <summary>The listener on 127.0.0.1 and the connections that are open, over TCP and in memory.</summary>
internal sealed class EmulatorServer : IAsyncDisposable
{
    /// <summary>How many data centers Telegram has: the numbers that clients know of.</summary>
    public const int UsualDataCenters = 5;

    /// <summary>The highest number that a data center may have; clients add 10000 to mark test servers.</summary>
    public const int HighestDataCenter = 999;

    private readonly ServerCore _core;
    private readonly ILogger _logger;
    private readonly Socket _listener;
    private readonly CancellationTokenSource _stopping = new();
    private readonly ConcurrentDictionary<ServerConnection, Task> _connections = new();
    private readonly Task _accepting;
    private long _lastId;

    private EmulatorServer(ServerCore core, Socket listener, ILogger logger)
    {
        _core = core;
        _listener = listener;
        _logger = logger;
        EndPoint = (IPEndPoint)listener.LocalEndPoint!;
        _accepting = AcceptAsync(_stopping.Token);
    }

    public IPEndPoint EndPoint { get; }

    public IEnumerable<ServerConnection> Connections => _connections.Keys;

    /// <summary>Binds at once, so that a port in use is known before anything else happens.</summary>
    /// <exception cref="IOException">The port is in use or may not be taken.</exception>
    public static Socket Bind(int port)
    {
        var listener = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        try
        {
            listener.Bind(new IPEndPoint(IPAddress.Loopback, port));
            listener.Listen(512);
            return listener;
        }
        catch (SocketException exception)
        {
            listener.Dispose();
            throw new IOException(
                exception.SocketErrorCode == SocketError.AddressAlreadyInUse
                    ? $"Port {port} on 127.0.0.1 is in use by another program; choose another one, or 0 for any free port."
                    : $"Port {port} on 127.0.0.1 cannot be opened: {exception.Message}",
                exception);
        }
    }

    public static EmulatorServer Start(ServerCore core, Socket listener, ILogger logger) => new(core, listener, logger);

    /// <summary>Serves a connection that was made in memory.</summary>
    public void Serve(Stream stream)
    {
        ObjectDisposedException.ThrowIf(_stopping.IsCancellationRequested, this);
        Run(stream);
    }

    public async ValueTask DisposeAsync()
    {
        await _stopping.CancelAsync().ConfigureAwait(false);
        _listener.Dispose();
        await _accepting.ConfigureAwait(false);
        await Task.WhenAll(_connections.Values).ConfigureAwait(false);
        _stopping.Dispose();
    }

    private async Task AcceptAsync(CancellationToken cancellationToken)
    {
        while (!cancellationToken.IsCancellationRequested)
        {
            try
            {
                var socket = await _listener.AcceptAsync(cancellationToken).ConfigureAwait(false);
                socket.NoDelay = true;
                Run(new NetworkStream(socket, ownsSocket: true));
            }
            catch (Exception exception) when (exception is OperationCanceledException or ObjectDisposedException)
            {
                return;
            }
            catch (SocketException exception)
            {
                // A client that was gone before it was accepted; the next one may be fine.
                ServerLog.ConnectionLost(_logger, 0, exception.Message);
            }
        }
    }

    private void Run(Stream stream)
    {
        var connection = new ServerConnection(Interlocked.Increment(ref _lastId), stream, _core, _logger);
        // Entered before it runs, so that it can leave again whenever it ends.
        var entered = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        _connections[connection] = RunAsync(connection, entered.Task);
        entered.SetResult();
    }

    private async Task RunAsync(ServerConnection connection, Task entered)
    {
        await entered.ConfigureAwait(false);
        await connection.RunAsync(_stopping.Token).ConfigureAwait(false);
        _connections.TryRemove(connection, out _);
        connection.Dispose();
    }
}

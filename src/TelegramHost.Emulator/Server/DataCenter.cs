using System.Net;
using System.Net.Sockets;
using Microsoft.Extensions.Logging;

namespace TelegramHost.Emulator.Server;

/// <summary>A data center: a listener, and auth keys that no other data center knows.</summary>
/// <param name="number">Its number.</param>
/// <param name="isAlone">Whether it answers for every other number too.</param>
internal sealed class DataCenter(int number, bool isAlone) : IAsyncDisposable
{
    private Socket? _listener;
    private EmulatorServer? _server;

    public int Number => number;

    /// <summary>Whether it answers for every other number too.</summary>
    public bool IsAlone => isAlone;

    public IPEndPoint EndPoint { get; private set; } = new(IPAddress.Loopback, 0);

    public AuthKeyRing Keys { get; } = new();

    public EmulatorServer Server => _server ?? throw NotStarted();

    /// <summary>Which data center a key is for; null if it is one that somebody else plays.</summary>
    /// <param name="named">What the client wrote: 10000 more for test servers, a minus for media connections, 0 if it does not say.</param>
    public int? Resolve(int named)
    {
        var meant = Math.Abs(named % 10000);
        if (meant == 0 || meant == number)
            return number;
        if (!isAlone)
            return null;
        return meant <= EmulatorServer.UsualDataCenters ? meant : number;
    }

    /// <summary>Whether an account lives here, and so gets its updates here.</summary>
    public bool IsHomeOf(EmulatedUser user) => isAlone || user.DataCenter == number;

    /// <summary>Takes the port; clients may connect, and wait.</summary>
    /// <exception cref="IOException">The port is in use or may not be taken.</exception>
    public void Bind(int port)
    {
        _listener = EmulatorServer.Bind(port);
        EndPoint = (IPEndPoint)_listener.LocalEndPoint!;
    }

    /// <summary>Lets clients in.</summary>
    public void Start(ServerCore core, ILogger logger)
    {
        _server = EmulatorServer.Start(core, _listener ?? throw NotStarted(), logger);
        ServerLog.Listening(logger, EndPoint, number);
    }

    public ValueTask DisposeAsync() => Server.DisposeAsync();

    private static InvalidOperationException NotStarted() => new("The emulator has not started yet.");
}

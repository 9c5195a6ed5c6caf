using TelegramHost.Emulator.Rpc;

namespace TelegramHost.Emulator.Server;

/// <summary>A session with the connections that carry it, and with what its client has declared.</summary>
/// <remarks>All members but <see cref="Wake"/> need the auth key's gate.</remarks>
internal sealed class AttachedSession(AuthKeyState key, ServerSession session)
{
    /// <summary>How much may wait for a client that is away; beyond that it will have to ask for the difference.</summary>
    private const int MaxWaiting = 4096;

    private readonly List<ServerConnection> _connections = [];
    private RpcCaller? _caller;

    public AuthKeyState Key => key;

    public ServerSession Session => session;

    /// <summary>The connection that spoke last; answers and updates go there.</summary>
    public ServerConnection? Connection { get; private set; }

    /// <summary>Whether the client has called anything that was not wrapped into <c>invokeWithoutUpdates</c>.</summary>
    public bool WantsUpdates { get; set; }

    /// <summary>The calls that are being worked on.</summary>
    public RunningRequests Requests { get; } = new();

    /// <summary>Who calls, in the world's eyes.</summary>
    public RpcCaller Caller
    {
        get
        {
            // Binding a temporary key changes to whom the session belongs.
            if (_caller is null || _caller.Login != key.Login)
            {
                _caller = new RpcCaller
                {
                    AuthKeyId = (key.Permanent ?? key).Id,
                    SessionId = session.Id,
                    DcId = key.DataCenter,
                    Login = key.Login,
                    Layer = key.Layer,
                    IsInitialised = key.IsInitialised,
                };
            }

            return _caller;
        }
    }

    /// <summary>A connection carried a message of this session.</summary>
    public void Attach(ServerConnection connection, DateTimeOffset now)
    {
        if (Connection == connection)
            return;
        Connection = connection;
        if (_connections.Contains(connection))
            return;
        _connections.Add(connection);
        connection.Carries(this);
        session.HandleConnected(now);
    }

    /// <summary>A connection is gone; another one that is still open takes over.</summary>
    public void Detach(ServerConnection connection, DateTimeOffset now)
    {
        _connections.Remove(connection);
        if (Connection == connection)
        {
            session.LastHeardOf = now;
            Connection = _connections.Count > 0 ? _connections[^1] : null;
        }

        if (Connection is null)
            return;
        // Also if another one has taken over before: the last packets of a line that was cut may be read after the first ones of the
        // next, and what was answered to them in between went into nothing.
        session.HandleConnectionLost(connection.Id);
        Connection.Wake();
    }

    /// <summary>The session ends.</summary>
    public void Detach()
    {
        Connection = null;
        foreach (var connection in _connections)
            connection.LetGoOf(this);
        _connections.Clear();
    }

    /// <summary>Queues an update.</summary>
    /// <returns>False if the client has been away for so long that the session is better forgotten.</returns>
    public bool TryPush(byte[] body)
    {
        if (Connection is null && session.WaitingMessages >= MaxWaiting)
            return false;
        session.Push(body);
        Connection?.Wake();
        return true;
    }

    /// <summary>Lets the connection look for what there is to send.</summary>
    public void Wake()
    {
        lock (key.Gate)
            Connection?.Wake();
    }
}

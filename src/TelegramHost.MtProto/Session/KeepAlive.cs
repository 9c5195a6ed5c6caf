namespace TelegramHost.MtProto.Session;

/// <summary>When to ping, and whether the connection still answers.</summary>
/// <remarks>
/// "The server starts a timer which will close the current connection disconnect_delay seconds later unless it receives a new message of
/// the same type." Missing pongs show a connection that died without a word.
/// Source: https://core.telegram.org/mtproto/service_messages#deferred-connection-closure--ping
/// </remarks>
internal sealed class KeepAlive(TimeSpan pingInterval, TimeSpan disconnectDelay, TimeSpan pongTimeout)
{
    private readonly List<(long PingId, DateTimeOffset SentAt, TimeSpan Patience)> _inFlight = [];
    private long _lastPingId;
    private DateTimeOffset _nextPingAt;
    private DateTimeOffset _lastReceivedAt;

    /// <summary>How many pings have not been answered.</summary>
    public int InFlight => _inFlight.Count;

    /// <summary>Whether a ping was answered on this connection.</summary>
    public bool HasPong { get; private set; }

    /// <summary>When the next ping is due or a missing pong is too much, whichever is earlier.</summary>
    public DateTimeOffset Deadline => PongMissingAt is { } missing && missing < _nextPingAt ? missing : _nextPingAt;

    // A pong may stand behind a long download or upload: while packets arrive the connection lives,
    // but not beyond the moment at which the server would give it up itself.
    private DateTimeOffset? PongMissingAt
    {
        get
        {
            DateTimeOffset? first = null;
            foreach (var (_, sentAt, patience) in _inFlight)
            {
                var silentUntil = (_lastReceivedAt > sentAt ? _lastReceivedAt : sentAt) + patience;
                var atMost = sentAt + disconnectDelay;
                var until = silentUntil < atMost ? silentUntil : atMost;
                first = first < until ? first : until;
            }

            return first;
        }
    }

    /// <summary>A connection begins: pings of the last one will not be answered, and one is due.</summary>
    public void StartOver(DateTimeOffset now)
    {
        _inFlight.Clear();
        HasPong = false;
        _nextPingAt = now;
        _lastReceivedAt = now;
    }

    /// <summary>A valid packet came.</summary>
    public void NoteReceived(DateTimeOffset now) => _lastReceivedAt = now;

    /// <summary>Whether a pong should have come by now.</summary>
    public bool IsPongMissing(DateTimeOffset now) => PongMissingAt <= now;

    /// <summary>Answers the id of a ping to send now, if one is due.</summary>
    public bool TryTakePing(DateTimeOffset now, out long pingId)
    {
        pingId = 0;
        if (now < _nextPingAt)
            return false;
        pingId = ++_lastPingId;
        _inFlight.Add((pingId, now, pongTimeout));
        _nextPingAt = now + pingInterval;
        return true;
    }

    /// <summary>Answers the id of a ping that goes out now without being due.</summary>
    /// <param name="now">The time.</param>
    /// <param name="patience">How long a silent connection may owe this pong; null for as long as any other.</param>
    public long TakeProbe(DateTimeOffset now, TimeSpan? patience = null)
    {
        _inFlight.Add((++_lastPingId, now, patience ?? pongTimeout));
        return _lastPingId;
    }

    /// <summary>A pong came.</summary>
    /// <returns>False if no ping in flight has this id.</returns>
    public bool TryEndPing(long pingId)
    {
        var index = _inFlight.FindIndex(ping => ping.PingId == pingId);
        if (index < 0)
            return false;
        // The server answers in order, so older pings are answered as far as the life of the connection goes.
        _inFlight.RemoveRange(0, index + 1);
        HasPong = true;
        return true;
    }
}

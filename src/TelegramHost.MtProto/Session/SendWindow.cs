namespace TelegramHost.MtProto.Session;

/// <summary>How many bytes of requests may be under way on one connection before the server has shown that any of them arrived.</summary>
/// <remarks>
/// The first connection may carry all there is. One that follows a lost one begins carefully and doubles with every proof: else a
/// backlog bigger than what such a line carries would be sent again and again and never arrive. A connection brings its bytes in
/// order, so one answer, acknowledgement or pong proves all that was sent before.
/// </remarks>
internal sealed class SendWindow
{
    /// <summary>How many bytes go first after a connection was lost.</summary>
    public const int First = 1 << 14;

    private const int Least = 1 << 10;
    private const long Enough = 1 << 20;

    private long _limit = long.MaxValue;
    private int _first = First;
    private long _sent;
    private long _confirmed;
    private long _startedAt;
    private bool _hasStarted;
    private (long PingId, long Mark) _probe;

    /// <summary>Whether the line has still to prove itself.</summary>
    public bool IsLimited => _limit != long.MaxValue;

    /// <summary>Whether a ping is under way whose pong will open the window.</summary>
    public bool IsProbing => _probe.PingId != 0;

    /// <summary>A connection begins.</summary>
    public void Start()
    {
        if (_hasStarted && _sent > _startedAt)
        {
            // Not one packet came through: the next ones are smaller, down to a request at a time.
            _first = _confirmed > _startedAt ? First : Math.Max(Least, _first / 2);
        }

        _limit = _hasStarted ? _first : long.MaxValue;
        _hasStarted = true;
        _startedAt = _confirmed = _sent;
        _probe = default;
    }

    /// <summary>Whether a request may join <paramref name="packedBytes"/> of others in the next packet; one always may while none is under way.</summary>
    public bool HasRoom(int packedBytes, int requestBytes)
    {
        var underWay = _sent - _confirmed + packedBytes;
        return underWay == 0 || underWay + requestBytes <= _limit;
    }

    /// <summary>A packet with requests goes out.</summary>
    /// <returns>The mark to confirm by.</returns>
    public long NoteSent(int bytes) => _sent += bytes;

    /// <summary>A ping goes out behind everything that was sent so far.</summary>
    public void NoteProbe(long pingId) => _probe = (pingId, _sent);

    /// <summary>A pong came.</summary>
    public void NotePong(long pingId)
    {
        if (!IsProbing || pingId < _probe.PingId)
            return;
        var mark = _probe.Mark;
        _probe = default;
        Confirm(mark);
    }

    /// <summary>Everything up to <paramref name="mark"/> has arrived; marks of earlier connections say nothing of this one.</summary>
    public void Confirm(long mark)
    {
        if (mark <= _confirmed)
            return;
        if (IsLimited)
            _limit = _limit + (mark - _confirmed) is var more && more < Enough ? more : long.MaxValue;
        _confirmed = mark;
    }
}

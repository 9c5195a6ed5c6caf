namespace TelegramHost.Emulator.Server;

/// <summary>Numbers what one session's server end says: identifiers that only rise, and sequence numbers.</summary>
/// <remarks>Source: https://core.telegram.org/mtproto/description#message-identifier-msg-id</remarks>
/// <param name="after">An identifier that all are above: what the server said before, in a session that is forgotten.</param>
internal sealed class ServerMessageIds(long after = 0)
{
    private long _last = after;
    private int _contentMessages;

    /// <summary>The newest one.</summary>
    public long Last => _last;

    /// <summary>The identifier of the moment, or the next free one.</summary>
    /// <param name="now">The server's time.</param>
    /// <param name="isResponse">Whether the message answers a client's: "modulo 4 yields 1 if the message is a response, and 3 otherwise".</param>
    public long NextId(DateTimeOffset now, bool isResponse)
    {
        var candidate = At(now);
        if (candidate <= _last)
            candidate = (_last & ~3L) + 4;
        return _last = candidate | (isResponse ? 1L : 3L);
    }

    /// <summary>"Twice the number of content-related messages created before, plus one for a content-related one."</summary>
    public int NextSeqNo(bool isContent) => isContent ? (_contentMessages++ * 2) + 1 : _contentMessages * 2;

    /// <summary>The identifier that belongs to a moment: seconds above, their fraction below, the low two bits free.</summary>
    public static long At(DateTimeOffset now)
    {
        var ticks = (now - DateTimeOffset.UnixEpoch).Ticks;
        var seconds = Math.DivRem(ticks, TimeSpan.TicksPerSecond, out var rest);
        return (seconds << 32) | ((rest << 32) / TimeSpan.TicksPerSecond & ~3L);
    }

    /// <summary>The moment that an identifier names.</summary>
    public static DateTimeOffset MomentOf(long messageId) => DateTimeOffset.FromUnixTimeSeconds(messageId >>> 32);
}

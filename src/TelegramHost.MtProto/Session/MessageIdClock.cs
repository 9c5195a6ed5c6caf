using TelegramHost.MtProto.Messages;

namespace TelegramHost.MtProto.Session;

/// <summary>Gives out the ids and numbers of this side's messages, by the server's time.</summary>
/// <remarks>
/// Ids only ever rise within a session, also when many are taken in one tick or when the corrected time steps back.
/// Source: https://core.telegram.org/mtproto/description#message-identifier-msg-id
/// </remarks>
internal sealed class MessageIdClock(TimeSpan offset)
{
    // A server takes ids from 300 s in its past to 30 s in its future.
    private const int MaxSecondsAhead = 30;

    private int _contentRelated;

    /// <summary>Server time minus local time.</summary>
    public TimeSpan Offset { get; private set; } = offset;

    /// <summary>The newest id that was given out in this session; 0 before the first.</summary>
    public long LastId { get; private set; }

    /// <summary>The server's time at the local time <paramref name="now"/>.</summary>
    public DateTimeOffset ServerTime(DateTimeOffset now) => now + Offset;

    /// <summary>The local time at which the server's clock shows <paramref name="serverTime"/>.</summary>
    public DateTimeOffset LocalTime(DateTimeOffset serverTime) => serverTime - Offset;

    /// <summary>The id of the next message.</summary>
    public long NextId(DateTimeOffset now) => LastId = Math.Max(MessageId.FromTime(ServerTime(now)), LastId + 4);

    /// <summary>The number of the next message: twice the count of content-related ones before it, plus one if it is one itself.</summary>
    public int NextSeqNo(bool isContentRelated) => isContentRelated ? 2 * _contentRelated++ + 1 : 2 * _contentRelated;

    /// <summary>Whether the next id would lie so far in the server's future that it would be refused.</summary>
    public bool IsTooFarAhead(DateTimeOffset now) =>
        MessageId.ToUnixSeconds(LastId) - ServerTime(now).ToUnixTimeSeconds() > MaxSecondsAhead;

    /// <summary>Puts the server's clock at <paramref name="serverTime"/> for the local time <paramref name="now"/>.</summary>
    public void Correct(DateTimeOffset serverTime, DateTimeOffset now) => Offset = serverTime - now;

    /// <summary>A new session begins: numbers start at zero and ids may go back.</summary>
    public void StartOver()
    {
        LastId = 0;
        _contentRelated = 0;
    }
}

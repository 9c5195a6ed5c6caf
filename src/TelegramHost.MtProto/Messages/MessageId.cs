namespace TelegramHost.MtProto.Messages;

/// <summary>What a message id says: when it was made (the upper 32 bits are Unix seconds) and by whom (the lowest two bits).</summary>
/// <remarks>Source: https://core.telegram.org/mtproto/description#message-identifier-msg-id</remarks>
internal static class MessageId
{
    /// <summary>
    /// The id of a message that a client makes at <paramref name="serverTime"/>: nanoseconds below the seconds, divisible by four,
    /// never empty below.
    /// </summary>
    public static long FromTime(DateTimeOffset serverTime)
    {
        var ticks = serverTime.UtcTicks - DateTimeOffset.UnixEpoch.UtcTicks;
        var seconds = Math.DivRem(ticks, TimeSpan.TicksPerSecond, out var rest);
        var nanoseconds = rest * TimeSpan.NanosecondsPerTick & ~3L;
        return seconds << 32 | Math.Max(nanoseconds, 4);
    }

    /// <summary>When the server made <paramref name="msgId"/>: its lower 32 bits are the fraction of the second.</summary>
    public static DateTimeOffset ToTime(long msgId) =>
        DateTimeOffset.UnixEpoch.AddTicks(ToUnixSeconds(msgId) * TimeSpan.TicksPerSecond + (TimeSpan.TicksPerSecond * (long)(uint)msgId >> 32));

    /// <summary>When <paramref name="msgId"/> was made, in seconds since 1970.</summary>
    public static long ToUnixSeconds(long msgId) => (long)((ulong)msgId >> 32);

    /// <summary>Whether a client made it: <c>msg_id mod 4 = 0</c>.</summary>
    public static bool IsFromClient(long msgId) => (msgId & 3) == 0;

    /// <summary>Whether a server made it, as an answer (<c>mod 4 = 1</c>) or on its own (<c>mod 4 = 3</c>).</summary>
    public static bool IsFromServer(long msgId) => (msgId & 1) == 1;
}

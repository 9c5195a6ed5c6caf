namespace TelegramHost.Client.Network;

/// <summary>A clock that never runs backwards: the wall clock at the start, plus the time that has passed since.</summary>
/// <remarks>
/// Message ids must grow whatever somebody does to the machine's clock. What the wall clock is wrong by is measured against
/// the server and kept in the session.
/// </remarks>
internal sealed class MonotonicClock
{
    private readonly TimeProvider _time;
    private readonly DateTimeOffset _start;
    private readonly long _startTimestamp;

    /// <summary>A clock that starts now.</summary>
    public MonotonicClock(TimeProvider time)
    {
        _time = time;
        _start = time.GetUtcNow();
        _startTimestamp = time.GetTimestamp();
    }

    /// <summary>How far the wall clock has come ahead of this one: by sleep, or because somebody has set it.</summary>
    /// <remarks>What is stored for the next process counts from the wall clock, by which that one begins.</remarks>
    public TimeSpan WallLead => _time.GetUtcNow() - Now;

    /// <summary>The time, in UTC.</summary>
    public DateTimeOffset Now => _start + _time.GetElapsedTime(_startTimestamp);
}

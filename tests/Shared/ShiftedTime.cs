namespace TelegramHost.TestSupport;

/// <summary>A machine whose wall clock differs from the time that passes: set by hand, or run on while the machine slept.</summary>
public sealed class ShiftedTime(TimeProvider passing) : TimeProvider
{
    private long _shift;

    /// <summary>How far the wall clock is ahead of the time that passes.</summary>
    public TimeSpan Shift
    {
        get => new(Volatile.Read(ref _shift));
        set => Volatile.Write(ref _shift, value.Ticks);
    }

    /// <inheritdoc/>
    public override long TimestampFrequency => passing.TimestampFrequency;

    /// <inheritdoc/>
    public override DateTimeOffset GetUtcNow() => passing.GetUtcNow() + Shift;

    /// <inheritdoc/>
    public override long GetTimestamp() => passing.GetTimestamp();

    /// <inheritdoc/>
    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period) =>
        passing.CreateTimer(callback, state, dueTime, period);
}

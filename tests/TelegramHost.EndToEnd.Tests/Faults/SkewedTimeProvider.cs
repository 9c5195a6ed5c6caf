namespace TelegramHost.EndToEnd.Tests.Faults;

/// <summary>A wall clock that is wrong; timers and time spans are those of the clock behind it.</summary>
internal sealed class SkewedTimeProvider(TimeProvider right) : TimeProvider
{
    private long _skewTicks;

    /// <summary>By how much it is ahead.</summary>
    public TimeSpan Skew
    {
        get => TimeSpan.FromTicks(Interlocked.Read(ref _skewTicks));
        set => Interlocked.Exchange(ref _skewTicks, value.Ticks);
    }

    public override long TimestampFrequency => right.TimestampFrequency;

    public override DateTimeOffset GetUtcNow() => right.GetUtcNow() + Skew;

    public override long GetTimestamp() => right.GetTimestamp();

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period) =>
        right.CreateTimer(callback, state, dueTime, period);
}

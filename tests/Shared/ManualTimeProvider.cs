namespace TelegramHost.TestSupport;

/// <summary>A clock that a test moves by hand; timers fire inside <see cref="Advance"/>, in the order in which they are due.</summary>
public sealed class ManualTimeProvider : TimeProvider
{
    private static readonly TimeSpan _longestStep = TimeSpan.FromSeconds(1);

    private readonly Lock _gate = new();
    private readonly List<ManualTimer> _timers = [];
    private DateTimeOffset _now;

    /// <summary>A clock that stands at <paramref name="start"/>; the first second of 2026 unless told otherwise.</summary>
    public ManualTimeProvider(DateTimeOffset? start = null) => _now = start ?? new DateTimeOffset(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);

    /// <inheritdoc/>
    public override long TimestampFrequency => TimeSpan.TicksPerSecond;

    /// <summary>When the next timer is due; null if none is set.</summary>
    public DateTimeOffset? NextDue
    {
        get
        {
            lock (_gate)
                return _timers.Min(timer => timer.Due);
        }
    }

    /// <inheritdoc/>
    public override DateTimeOffset GetUtcNow()
    {
        lock (_gate)
            return _now;
    }

    /// <inheritdoc/>
    public override long GetTimestamp() => GetUtcNow().Ticks;

    /// <inheritdoc/>
    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        var timer = new ManualTimer(this, callback, state);
        lock (_gate)
            _timers.Add(timer);
        timer.Change(dueTime, period);
        return timer;
    }

    /// <summary>Moves the clock forward and fires what falls due on the way.</summary>
    public void Advance(TimeSpan by)
    {
        var target = GetUtcNow() + by;
        while (TakeDue(target) is { } timer)
            timer.Fire();
        lock (_gate)
            _now = target;
    }

    /// <summary>Moves the clock to the next timer again and again, until <paramref name="task"/> has ended.</summary>
    /// <remarks>
    /// Between two moves the thread pool gets a chance to bring the code under test to its next wait. On a busy machine that may not be
    /// enough, so a move is short: code that is late with its timer is late by a second or two, and does not wake up at its last deadline.
    /// </remarks>
    public async Task<T> RunAsync<T>(Task<T> task, TimeSpan? limit = null)
    {
        var end = GetUtcNow() + (limit ?? TimeSpan.FromDays(30));
        for (var idle = 0; !task.IsCompleted; idle++)
        {
            await Task.Yield();
            if (idle % 50 != 49)
                continue;
            // The first exception of a process takes tens of milliseconds, in which no timer is set and nothing is queued.
            await Task.WhenAny(task, Task.Delay(1));
            if (NextDue is not { } due)
                continue;
            if (due > end)
                throw new TimeoutException($"The task did not end before {end:O} of the manual clock.");
            Advance(Clamp(due - GetUtcNow()));
        }

        return await task;
    }

    private static TimeSpan Clamp(TimeSpan step) => step < TimeSpan.Zero ? TimeSpan.Zero : step > _longestStep ? _longestStep : step;

    private ManualTimer? TakeDue(DateTimeOffset target)
    {
        lock (_gate)
        {
            var next = _timers.Where(timer => timer.Due <= target).MinBy(timer => timer.Due);
            if (next is null)
                return null;
            if (next.Due > _now)
                _now = next.Due.Value;
            next.Rearm();
            return next;
        }
    }

    private sealed class ManualTimer(ManualTimeProvider owner, TimerCallback callback, object? state) : ITimer
    {
        private TimeSpan _period = Timeout.InfiniteTimeSpan;

        public DateTimeOffset? Due { get; private set; }

        public bool Change(TimeSpan dueTime, TimeSpan period)
        {
            lock (owner._gate)
            {
                Due = dueTime == Timeout.InfiniteTimeSpan ? null : owner._now + dueTime;
                _period = period;
            }

            return true;
        }

        public void Rearm() => Due = _period > TimeSpan.Zero ? Due + _period : null;

        public void Fire() => callback(state);

        public void Dispose()
        {
            lock (owner._gate)
            {
                Due = null;
                owner._timers.Remove(this);
            }
        }

        public ValueTask DisposeAsync()
        {
            Dispose();
            return ValueTask.CompletedTask;
        }
    }
}

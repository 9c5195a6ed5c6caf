namespace TelegramHost.Tests.Fakes;

/// <summary>A clock that moves only when a test moves it, and lets a test wait until somebody has set a timer.</summary>
internal sealed class ManualTime : TimeProvider
{
    private readonly Lock _gate = new();
    private readonly List<ManualTimer> _timers = [];
    private readonly List<(TimeSpan Due, TaskCompletionSource Set)> _awaited = [];
    private DateTimeOffset _now = new(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);

    public override long TimestampFrequency => TimeSpan.TicksPerSecond;

    public override DateTimeOffset GetUtcNow() => _now;

    public override long GetTimestamp() => _now.Ticks;

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        var timer = new ManualTimer(this, callback, state);
        timer.Change(dueTime, period);
        return timer;
    }

    /// <summary>Ends when a timer of this length is set, or was set before and has not fired yet.</summary>
    public Task TimerOf(TimeSpan due)
    {
        lock (_gate)
        {
            if (_timers.Any(timer => timer.Length == due))
                return Task.CompletedTask;
            var awaited = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            _awaited.Add((due, awaited));
            return awaited.Task;
        }
    }

    public void Advance(TimeSpan by)
    {
        List<ManualTimer> fired;
        lock (_gate)
        {
            _now += by;
            fired = _timers.FindAll(timer => timer.FiresAt <= _now);
            foreach (var timer in fired)
                _timers.Remove(timer);
        }

        foreach (var timer in fired)
            timer.Fire();
    }

    private sealed class ManualTimer(ManualTime time, TimerCallback callback, object? state) : ITimer
    {
        public TimeSpan Length { get; private set; }

        public DateTimeOffset FiresAt { get; private set; }

        public void Fire() => callback(state);

        public bool Change(TimeSpan dueTime, TimeSpan period)
        {
            List<TaskCompletionSource> set;
            lock (time._gate)
            {
                time._timers.Remove(this);
                if (dueTime == Timeout.InfiniteTimeSpan)
                    return true;
                Length = dueTime;
                FiresAt = time._now + dueTime;
                time._timers.Add(this);
                set = time._awaited.FindAll(awaited => awaited.Due == dueTime).ConvertAll(awaited => awaited.Set);
                time._awaited.RemoveAll(awaited => awaited.Due == dueTime);
            }

            set.ForEach(source => source.SetResult());
            return true;
        }

        public void Dispose()
        {
            lock (time._gate)
                time._timers.Remove(this);
        }

        public ValueTask DisposeAsync()
        {
            Dispose();
            return ValueTask.CompletedTask;
        }
    }
}

namespace TelegramHost.Emulator.Server;

/// <summary>What the writer of a connection sleeps on: anybody may set it, and a set that nobody waits for is kept. One waiter at a time.</summary>
internal sealed class WriterSignal
{
    private readonly Lock _gate = new();
    private TaskCompletionSource? _sleeping;
    private bool _isSet;

    /// <summary>Waits for the signal and takes it back.</summary>
    public Task WaitAsync()
    {
        lock (_gate)
        {
            if (!_isSet)
                return (_sleeping = new TaskCompletionSource()).Task;
            _isSet = false;
            return Task.CompletedTask;
        }
    }

    /// <summary>Wakes the writer, which goes on in the thread pool.</summary>
    public void Set()
    {
        if (TakeSleeper() is { } sleeper)
            ThreadPool.UnsafeQueueUserWorkItem(static sleeper => sleeper.SetResult(), sleeper, preferLocal: false);
    }

    /// <summary>Wakes the writer inside this call, up to where it has to wait. Only where no lock is held.</summary>
    public void SetAndRun() => TakeSleeper()?.SetResult();

    private TaskCompletionSource? TakeSleeper()
    {
        lock (_gate)
        {
            var sleeper = _sleeping;
            _sleeping = null;
            _isSet |= sleeper is null;
            return sleeper;
        }
    }
}

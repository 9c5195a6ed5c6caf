using System.Threading.Tasks.Sources;

namespace TelegramHost.Client.Network;

/// <summary>What a loop sleeps on: anybody may set it, one waiter wakes, and a set that nobody waits for is kept.</summary>
/// <remarks>Nothing is allocated by waiting.</remarks>
internal sealed class WakeSignal : IValueTaskSource
{
    private const int Unset = 0;
    private const int IsSet = 1;
    private const int AwaitedUnset = 2;

    private ManualResetValueTaskSourceCore<bool> _core;
    private int _state;

    /// <summary>Wakes the waiter, now or as soon as it waits. It goes on in the thread pool, never inside this call.</summary>
    public void Set() => Set(isInside: false);

    /// <summary>Wakes the waiter inside this call, so that no other thread has to be woken. Only where nothing else is left to be done and no lock is held.</summary>
    public void SetAndRun() => Set(isInside: true);

    /// <summary>Waits for the signal and takes it back. One waiter at a time.</summary>
    public ValueTask WaitAsync()
    {
        if (Interlocked.CompareExchange(ref _state, Unset, IsSet) == IsSet)
            return ValueTask.CompletedTask;
        _core.Reset();
        if (Interlocked.CompareExchange(ref _state, AwaitedUnset, Unset) == Unset)
            return new ValueTask(this, _core.Version);
        // It was set between the two looks.
        Volatile.Write(ref _state, Unset);
        return ValueTask.CompletedTask;
    }

    private void Set(bool isInside)
    {
        if (Interlocked.Exchange(ref _state, IsSet) != AwaitedUnset)
            return;
        _core.RunContinuationsAsynchronously = !isInside;
        _core.SetResult(true);
    }

    void IValueTaskSource.GetResult(short token)
    {
        // Taken back before the waiter looks at what it waited for, so that a set during the look is not lost.
        Interlocked.Exchange(ref _state, Unset);
        _core.GetResult(token);
    }

    ValueTaskSourceStatus IValueTaskSource.GetStatus(short token) => _core.GetStatus(token);

    void IValueTaskSource.OnCompleted(Action<object?> continuation, object? state, short token, ValueTaskSourceOnCompletedFlags flags) =>
        _core.OnCompleted(continuation, state, token, flags);
}

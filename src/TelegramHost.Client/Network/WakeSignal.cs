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
    private PendingCall? _answered;
    private int _state;
    private bool _wakesInFreeThread;

    // The waiter's own: whether it slept, and whether it was woken in a thread that is nobody's.
    private bool _hasSlept;
    private bool _isThreadFree = true;

    /// <summary>Wakes the waiter, now or as soon as it waits. It goes on in the thread pool, never inside this call.</summary>
    public void Set() => Set(isInside: false, isThreadFree: true);

    /// <summary>Wakes the waiter inside this call, so that no other thread has to be woken. Only where nothing else is left to be done and no lock is held.</summary>
    /// <param name="isThreadFree">Whether a caller may go on inside as well: nobody's code waits for the end of this call.</param>
    public void SetAndRun(bool isThreadFree) => Set(isInside: true, isThreadFree);

    /// <summary>Waits for the signal and takes it back. One waiter at a time.</summary>
    /// <param name="answered">A call whose caller goes on once the waiter sleeps, in this thread if that is free.</param>
    public ValueTask WaitAsync(PendingCall? answered = null)
    {
        if (Interlocked.CompareExchange(ref _state, Unset, IsSet) == IsSet)
        {
            answered?.Release(inThisThread: false);
            return LeaveCallerAsync();
        }

        _core.Reset();
        _answered = answered;
        if (Interlocked.CompareExchange(ref _state, AwaitedUnset, Unset) == Unset)
            return new ValueTask(this, _core.Version);
        // It was set between the two looks.
        Volatile.Write(ref _state, Unset);
        ReleaseAnswered();
        return LeaveCallerAsync();
    }

    /// <summary>For the waiter that goes on without a sleep: in the thread pool, if somebody waits for the thread in which it was woken.</summary>
    public ValueTask LeaveCallerAsync()
    {
        if (_isThreadFree)
            return ValueTask.CompletedTask;
        _isThreadFree = true;
        return YieldAsync();
    }

    void IValueTaskSource.GetResult(short token)
    {
        // Taken back before the waiter looks at what it waited for, so that a set during the look is not lost.
        Interlocked.Exchange(ref _state, Unset);
        // Who did not sleep is still in the thread in which it was woken before.
        if (_hasSlept)
            _isThreadFree = _wakesInFreeThread;
        _hasSlept = false;
        ReleaseAnswered();
        _core.GetResult(token);
    }

    ValueTaskSourceStatus IValueTaskSource.GetStatus(short token) => _core.GetStatus(token);

    void IValueTaskSource.OnCompleted(Action<object?> continuation, object? state, short token, ValueTaskSourceOnCompletedFlags flags)
    {
        var (answered, isThreadFree) = (_answered, _isThreadFree);
        (_answered, _hasSlept) = (null, true);
        _core.OnCompleted(continuation, state, token, flags);
        // From here on the waiter sleeps, or goes on in another thread: this one is nobody's.
        answered?.Release(isThreadFree);
    }

    private static async ValueTask YieldAsync() => await Task.CompletedTask.ConfigureAwait(ConfigureAwaitOptions.ForceYielding);

    private void Set(bool isInside, bool isThreadFree)
    {
        if (Interlocked.Exchange(ref _state, IsSet) != AwaitedUnset)
            return;
        _core.RunContinuationsAsynchronously = !isInside;
        _wakesInFreeThread = isThreadFree;
        _core.SetResult(true);
    }

    private void ReleaseAnswered()
    {
        var answered = _answered;
        _answered = null;
        answered?.Release(inThisThread: false);
    }
}

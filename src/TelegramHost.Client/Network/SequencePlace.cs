namespace TelegramHost.Client.Network;

/// <summary>A call's place in a row: which call stands before it, and which try of its own is under way.</summary>
internal sealed class SequencePlace(SequencePlace? before)
{
    private readonly TaskCompletionSource _posted = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private volatile SequencePlace? _before = before;
    private volatile PendingCall? _current;

    /// <summary>The try of the call before that was made last; null if there is none, or it has ended.</summary>
    public PendingCall? Predecessor => _before?._current;

    /// <summary>Ends when the call before is on its way for the first time, or has ended: only then can it be named as the one to follow.</summary>
    public Task WaitTurnAsync(CancellationToken cancellationToken) => _before is { } known ? known._posted.Task.WaitAsync(cancellationToken) : Task.CompletedTask;

    /// <summary>A try is on its way.</summary>
    public void Post(PendingCall call)
    {
        _current = call;
        _posted.TrySetResult();
    }

    /// <summary>The call has ended, with all its tries. Nothing keeps the row behind it.</summary>
    public void End()
    {
        (_before, _current) = (null, null);
        _posted.TrySetResult();
    }
}

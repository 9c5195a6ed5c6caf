namespace TelegramHost.Client.Network;

/// <summary>A pause that anybody may end.</summary>
internal sealed class InterruptiblePause(TimeProvider time)
{
    private TaskCompletionSource? _ended;

    /// <summary>Waits for <paramref name="length"/>, or until <see cref="End"/>. One waiter at a time.</summary>
    public async Task WaitAsync(TimeSpan length, CancellationToken cancellationToken)
    {
        var ended = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        Volatile.Write(ref _ended, ended);
        try
        {
            await ended.Task.WaitAsync(length, time, cancellationToken).ConfigureAwait(false);
        }
        catch (TimeoutException)
        {
            // It has passed.
        }
    }

    /// <summary>Ends the pause that is under way, if one is.</summary>
    public void End() => Volatile.Read(ref _ended)?.TrySetResult();
}

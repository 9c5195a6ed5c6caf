namespace TelegramHost.Client.Network;

/// <summary>Tries several things, each a little after the one before; the first that succeeds wins, and the others are undone.</summary>
/// <remarks>One that fails lets the next begin at once. Source: https://www.rfc-editor.org/rfc/rfc8305#section-5</remarks>
internal sealed class DialRace<T>(TimeSpan headStart, TimeProvider time)
    where T : class
{
    /// <summary>Runs the tries.</summary>
    /// <param name="tries">What to try, best first; at least one. Each MUST end soon after its token is cancelled.</param>
    /// <param name="undo">Takes back a try that succeeded too late.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <returns>The winner, and how the others failed; no winner if all have failed.</returns>
    public async Task<(T? Winner, IReadOnlyList<Exception> Faults)> RunAsync(
        IReadOnlyList<Func<CancellationToken, Task<T>>> tries, Func<T, ValueTask> undo, CancellationToken cancellationToken)
    {
        using var losing = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        List<Task<T>> running = [];
        List<Exception> faults = [];
        T? winner = null;
        try
        {
            for (var next = 0; winner is null && (next < tries.Count || running.Count > 0);)
            {
                if (next < tries.Count)
                    running.Add(tries[next++](losing.Token));
                var ended = await WaitAsync(running, next < tries.Count, losing.Token).ConfigureAwait(false);
                cancellationToken.ThrowIfCancellationRequested();
                if (ended is null)
                    continue;
                running.Remove(ended);
                if (ended.IsCompletedSuccessfully)
                    winner = await ended.ConfigureAwait(false);
                else
                    faults.Add(ended.Exception?.InnerException ?? new TaskCanceledException(ended));
            }
        }
        finally
        {
            await losing.CancelAsync().ConfigureAwait(false);
            await UndoAsync(running, undo).ConfigureAwait(false);
        }

        return (winner, faults);
    }

    /// <summary>Waits until a try has ended, or for the head start if another one waits for it.</summary>
    private async Task<Task<T>?> WaitAsync(List<Task<T>> running, bool isAnotherWaiting, CancellationToken cancellationToken)
    {
        var any = Task.WhenAny(running);
        if (!isAnotherWaiting || any.IsCompleted)
            return await any.ConfigureAwait(false);
        using var over = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var pause = Task.Delay(headStart, time, over.Token);
        var first = await Task.WhenAny(any, pause).ConfigureAwait(false);
        await over.CancelAsync().ConfigureAwait(false);
        return first == any ? await any.ConfigureAwait(false) : null;
    }

    private static async Task UndoAsync(List<Task<T>> running, Func<T, ValueTask> undo)
    {
        foreach (var late in running)
        {
            await late.ContinueWith(static _ => { }, CancellationToken.None, TaskContinuationOptions.None, TaskScheduler.Default).ConfigureAwait(false);
            if (late.IsCompletedSuccessfully)
                await undo(await late.ConfigureAwait(false)).ConfigureAwait(false);
            else
                _ = late.Exception;
        }
    }
}

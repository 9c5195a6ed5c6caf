using System.Diagnostics;
using TelegramHost.TestSupport;

namespace TelegramHost.EndToEnd.Tests.Faults;

/// <summary>Lets the clock run while nothing else happens: an hour of waiting takes no time, and work takes none of the clock's.</summary>
internal sealed class QuietClock(ManualTimeProvider clock, FaultyNetwork network)
{
    // Hundreds of callers who wait with jitter wake one by one; to look for quiet after each of them would take the time that this clock is to save.
    private static readonly TimeSpan _shortestStep = TimeSpan.FromSeconds(0.5);
    private static readonly TimeSpan _longestStep = TimeSpan.FromSeconds(5);

    // Of real time, in which something should have happened.
    private static readonly TimeSpan _patience = TimeSpan.FromMinutes(1);

    /// <summary>Moves the clock whenever all sides wait for it, until <paramref name="task"/> has ended.</summary>
    public async Task<T> RunAsync<T>(Task<T> task, TimeSpan? limit = null)
    {
        var end = clock.GetUtcNow() + (limit ?? TimeSpan.FromHours(2));
        var start = Stopwatch.GetTimestamp();
        while (!task.IsCompleted)
        {
            if (Stopwatch.GetElapsedTime(start) > _patience)
                throw new TimeoutException($"Nothing comes to an end: {network}, {clock.GetUtcNow():O}, next due {clock.NextDue:O}, {ThreadPool.PendingWorkItemCount} waiting for a thread.");
            if (!await IsQuietAsync(task) || clock.NextDue is not { } due)
                continue;
            if (clock.GetUtcNow() > end)
                throw new TimeoutException($"The task did not end before {end:O} of the manual clock.");
            var step = due - clock.GetUtcNow();
            clock.Advance(step < _shortestStep ? _shortestStep : step < _longestStep ? step : _longestStep);
        }

        return await task;
    }

    /// <summary>The same for a task without a result.</summary>
    public Task RunAsync(Task task, TimeSpan? limit = null) => RunAsync(WithResultAsync(task), limit);

    private static async Task<bool> WithResultAsync(Task task)
    {
        await task;
        return true;
    }

    // The wire tells of all longer work, on either side; for what is on its way between two threads, the pool's queue does, and a moment's pause.
    private async Task<bool> IsQuietAsync(Task task)
    {
        for (var look = 0; look < 2; look++)
        {
            var stamp = network.Stamp;
            await Task.WhenAny(task, Task.Delay(1));
            if (task.IsCompleted || !network.IsQuiet || network.Stamp != stamp || ThreadPool.PendingWorkItemCount > 0)
                return false;
        }

        return true;
    }
}

using Microsoft.Extensions.Logging;

namespace TelegramHost.Client.Sessions;

/// <summary>Takes a client's session, or waits for it as <c>Telegram:Session:WhenLocked</c> says.</summary>
internal static class SessionQueue
{
    // A store frees the session of a dead holder within seconds; this adds at most one.
    private static readonly TimeSpan _pause = TimeSpan.FromSeconds(1);

    /// <summary>Takes the session.</summary>
    /// <exception cref="SessionStoreException">It is in use and is not waited for, or the place can't be used.</exception>
    public static async Task<ISessionLease> AcquireAsync(
        ISessionStore store, SessionOptions options, TimeProvider time, ILogger logger, CancellationToken cancellationToken)
    {
        var since = time.GetTimestamp();
        SessionStoreFault? waitingFor = null;
        while (true)
        {
            try
            {
                var lease = await store.AcquireAsync(options.Key ?? SessionKey.Default, cancellationToken).ConfigureAwait(false);
                if (waitingFor is not null)
                    SessionsLog.TakenOver(logger, time.GetElapsedTime(since).TotalSeconds);
                return lease;
            }
            // A place that could be used a moment ago, and can't now, may be starting again: a spare must outlive that.
            catch (SessionStoreException exception) when (options.WhenLocked == WhenLocked.Wait
                && (exception.Fault == SessionStoreFault.Locked || (exception.Fault == SessionStoreFault.Unavailable && waitingFor is not null)))
            {
                if (exception.Fault != waitingFor)
                    SessionsLog.Waiting(logger, exception.Message);
                waitingFor = exception.Fault;
            }

            await Task.Delay(_pause, time, cancellationToken).ConfigureAwait(false);
        }
    }
}

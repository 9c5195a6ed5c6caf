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
        for (var isFirst = true; ; isFirst = false)
        {
            try
            {
                var lease = await store.AcquireAsync(options.Key ?? SessionKey.Default, cancellationToken).ConfigureAwait(false);
                if (!isFirst)
                    SessionsLog.TakenOver(logger, time.GetElapsedTime(since).TotalSeconds);
                return lease;
            }
            catch (SessionStoreException exception) when (exception.Fault == SessionStoreFault.Locked && options.WhenLocked == WhenLocked.Wait)
            {
                if (isFirst)
                    SessionsLog.Waiting(logger, exception.Message);
            }

            await Task.Delay(_pause, time, cancellationToken).ConfigureAwait(false);
        }
    }
}

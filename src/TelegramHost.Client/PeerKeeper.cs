using Microsoft.Extensions.Logging;
using TelegramHost.Client.Sessions;

namespace TelegramHost.Client;

/// <summary>Stores what was learned of peers: every few seconds while something is, and at the end.</summary>
internal sealed class PeerKeeper(LiveSession session, TimeProvider time, ILogger logger)
{
    private static readonly TimeSpan _interval = TimeSpan.FromSeconds(5);

    /// <summary>Stores until cancelled.</summary>
    public async Task RunAsync(CancellationToken cancellationToken)
    {
        using var timer = new PeriodicTimer(_interval, time);
        while (await timer.WaitForNextTickAsync(cancellationToken).ConfigureAwait(false))
            await StoreAsync().ConfigureAwait(false);
    }

    /// <summary>Stores what is new.</summary>
    public async Task StoreAsync()
    {
        try
        {
            await session.SavePeersAsync(CancellationToken.None).ConfigureAwait(false);
        }
        catch (SessionStoreException exception)
        {
            // They can be learned again; a bot that works is worth more than the note.
            SessionsLog.PeersNotStored(logger, exception);
        }
    }
}

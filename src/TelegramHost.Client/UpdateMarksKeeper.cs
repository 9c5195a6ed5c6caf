using System.Collections.Immutable;
using Microsoft.Extensions.Logging;
using TelegramHost.Client.Network;
using TelegramHost.Client.Sessions;
using TelegramHost.Client.Updates;

namespace TelegramHost.Client;

/// <summary>Stores how far updates have been handled: every few seconds while something changes, and at the end.</summary>
/// <remarks>What is stored is never ahead of the last finished handler: a crash repeats updates, it loses none.</remarks>
internal sealed class UpdateMarksKeeper(LiveSession session, DeliveryLedger ledger, TimeProvider time, ILogger logger)
{
    private static readonly TimeSpan _interval = TimeSpan.FromSeconds(5);

    private long _storedVersion = ledger.Version;

    /// <summary>The state to go on from.</summary>
    public static UpdateState StateOf(UpdateMarks? marks) => marks is null
        ? UpdateState.Empty
        : new UpdateState(new CommonState(marks.Pts, marks.Qts, marks.Seq, marks.Date), marks.Channels);

    /// <summary>Stores until cancelled.</summary>
    public async Task RunAsync(CancellationToken cancellationToken)
    {
        using var timer = new PeriodicTimer(_interval, time);
        while (await timer.WaitForNextTickAsync(cancellationToken).ConfigureAwait(false))
            await StoreAsync().ConfigureAwait(false);
    }

    /// <summary>Stores what has changed since the last time.</summary>
    public async Task StoreAsync()
    {
        var version = ledger.Version;
        if (version == _storedVersion || ledger.Handled is not { Common: { } common } handled)
            return;
        var marks = new UpdateMarks
        {
            Pts = common.Pts,
            Qts = common.Qts,
            Seq = common.Seq,
            Date = common.Date,
            Channels = handled.Channels.ToImmutableSortedDictionary(),
        };
        try
        {
            await session.UpdateAsync(snapshot => snapshot.AccountId is null ? snapshot : snapshot with { Updates = marks }).ConfigureAwait(false);
            _storedVersion = version;
        }
        catch (SessionStoreException exception)
        {
            // Updates since the last note come again after a restart; a bot that works is worth more than the note.
            NetworkLog.MarksNotStored(logger, exception);
        }
    }
}

using Microsoft.Extensions.Logging;
using TelegramHost.Client.Network;
using TelegramHost.Client.Sessions;
using TelegramHost.Client.Updates;

namespace TelegramHost.Client;

/// <summary>Stores how far updates have been handled, soon after it changes, many at once, and at the end; and what may go out, before it does.</summary>
/// <remarks>What is stored is never ahead of the last finished handler: a crash repeats updates, it loses none.</remarks>
internal sealed class UpdateMarksKeeper(LiveSession session, DeliveryGate gate, TimeProvider time, ILogger logger)
{
    /// <summary>How long a change may wait for others to be stored with it.</summary>
    private static readonly TimeSpan _delay = TimeSpan.FromMilliseconds(50);

    /// <summary>How many changes wait no longer: about so many updates a crash repeats.</summary>
    private const int Few = 8;

    private static readonly TimeSpan _pauseAfterFailure = TimeSpan.FromMilliseconds(250);

    private readonly UnstoredMarks _unstored = new(gate.Ledger, gate.Reservations);
    private long _storedVersion = gate.Ledger.Version;
    private long _forgotten = session.MarksForgotten;
    private long? _failed;

    /// <summary>Stores until cancelled.</summary>
    public async Task RunAsync(CancellationToken cancellationToken)
    {
        while (true)
        {
            var stored = Interlocked.Read(ref _storedVersion);
            await gate.Ledger.PassAsync(stored).WaitAsync(cancellationToken).ConfigureAwait(false);
            await gate.Ledger.PassAsync(stored + Few).WaitAsync(_delay, time, cancellationToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            cancellationToken.ThrowIfCancellationRequested();
            var started = time.GetTimestamp();
            await StoreAsync(CancellationToken.None).ConfigureAwait(false);
            // A slow store is at work for half of the time at most.
            var pause = Interlocked.Read(ref _storedVersion) == stored ? _pauseAfterFailure : time.GetElapsedTime(started);
            await Task.Delay(pause, time, cancellationToken).ConfigureAwait(false);
        }
    }

    /// <summary>Stores the numbers that are about to go out. If that fails they go out all the same, for a while without further tries.</summary>
    public async ValueTask ReserveAsync(CancellationToken cancellationToken)
    {
        if (_failed is not { } failed || time.GetElapsedTime(failed) >= _pauseAfterFailure)
            await StoreAsync(cancellationToken).ConfigureAwait(false);
    }

    /// <summary>The last time: only what has gone out and is not handled may come twice.</summary>
    public ValueTask StoreAtTheEndAsync()
    {
        gate.Reservations.Trim(gate.Ledger.IsHandled);
        return StoreAsync(CancellationToken.None);
    }

    private async ValueTask StoreAsync(CancellationToken cancellationToken)
    {
        MarkChanges? taken = null;
        var isStored = false;
        try
        {
            // Taken where one write follows the other, so that an older state never replaces a newer one.
            isStored = await session.WriteMarksAsync(() => taken = Take(), cancellationToken).ConfigureAwait(false);
            _failed = null;
        }
        catch (SessionStoreException exception)
        {
            // Updates since the last note come again after a restart; a bot that works is worth more than the note.
            _failed = time.GetTimestamp();
            NetworkLog.MarksNotStored(logger, exception);
        }
        finally
        {
            if (taken is { } changes)
                Conclude(changes, isStored);
        }
    }

    private MarkChanges? Take()
    {
        if (session.MarksForgotten is var forgotten && forgotten != _forgotten)
        {
            _forgotten = forgotten;
            _unstored.PutBackAll();
        }

        return _unstored.Take();
    }

    private void Conclude(MarkChanges changes, bool isStored)
    {
        if (!isStored)
        {
            _unstored.PutBack(changes);
            return;
        }

        _unstored.Stored(changes);
        Interlocked.Exchange(ref _storedVersion, changes.Version);
    }
}

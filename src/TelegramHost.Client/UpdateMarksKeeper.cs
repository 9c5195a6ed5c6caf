using System.Collections.Immutable;
using Microsoft.Extensions.Logging;
using TelegramHost.Client.Network;
using TelegramHost.Client.Peers;
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

    private long _storedVersion = gate.Ledger.Version;
    private long? _failed;

    /// <summary>The state to go on from.</summary>
    public static UpdateState StateOf(SessionSnapshot snapshot) => snapshot.Updates is not { } handled
        ? UpdateState.Empty
        : new UpdateState(new CommonState(handled.Pts, handled.Qts, handled.Seq, handled.Date), handled.Channels)
        {
            Ahead = handled.Ahead.Where(chat => PeerId.TryFromBotApi(chat.Key, out _)).ToDictionary(chat => PeerId.FromBotApi(chat.Key), chat => chat.Value),
            Reserved = snapshot.Reserved is { } reserved ? new ReservedNumbers(reserved.Pts, reserved.Qts, reserved.Channels) : ReservedNumbers.None,
        };

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
        var version = 0L;
        ReservedNumbers? reserved = null;
        try
        {
            await session.UpdateAsync(
                snapshot =>
                {
                    // Read here, where one write follows the other, so that an older state never replaces a newer one.
                    version = gate.Ledger.Version;
                    if (snapshot.AccountId is null || gate.Ledger.Handled is not { Common: { } common } handled)
                        return snapshot;
                    reserved = gate.Reservations.Wanted;
                    return snapshot with
                    {
                        Updates = MarksOf(common, handled.Channels) with { Ahead = handled.Ahead.ToImmutableDictionary(chat => chat.Key.BotApiId, chat => chat.Value) },
                        Reserved = MarksOf(
                            common with { Pts = Math.Max(common.Pts, reserved.Pts), Qts = Math.Max(common.Qts, reserved.Qts) }, reserved.Channels),
                    };
                },
                cancellationToken).ConfigureAwait(false);
            if (reserved is not null)
            {
                gate.Reservations.Stored(reserved);
                Interlocked.Exchange(ref _storedVersion, version);
            }

            _failed = null;
        }
        catch (SessionStoreException exception)
        {
            // Updates since the last note come again after a restart; a bot that works is worth more than the note.
            _failed = time.GetTimestamp();
            NetworkLog.MarksNotStored(logger, exception);
        }
    }

    private static UpdateMarks MarksOf(CommonState common, IReadOnlyDictionary<long, int> channels) => new()
    {
        Pts = common.Pts,
        Qts = common.Qts,
        Seq = common.Seq,
        Date = common.Date,
        Channels = channels.ToImmutableSortedDictionary(),
    };
}

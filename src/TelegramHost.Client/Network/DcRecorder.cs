using Microsoft.Extensions.Logging;
using TelegramHost.Client.Sessions;
using TelegramHost.MtProto.Session;

namespace TelegramHost.Client.Network;

/// <summary>Stores a data centre's salts and time difference beside the loop, which must not wait for a disk.</summary>
internal sealed class DcRecorder(int dc, LiveSession session, MonotonicClock clock, ILogger logger)
{
    private readonly Lock _gate = new();
    private Task _storing = Task.CompletedTask;
    private Func<DcRecord, DcRecord>? _unsaved;

    /// <summary>Takes note of what the session knows now; it is stored soon.</summary>
    public void Note(MtSession changed, DcKey key)
    {
        var salts = changed.Salts;
        var offset = changed.ServerTimeOffset - clock.WallLead;
        lock (_gate)
        {
            var isStoring = _unsaved is not null;
            // Salts belong to their key: those of one that has been replaced meanwhile are worth nothing.
            _unsaved = record => key.IsOf(record) ? record with { Salts = salts, ServerTimeOffset = offset } : record;
            if (!isStoring)
                _storing = Task.Run(StoreAsync);
        }
    }

    /// <summary>Ends when everything noted is stored, or has failed to be.</summary>
    public Task FinishAsync()
    {
        lock (_gate)
            return _storing;
    }

    private async Task StoreAsync()
    {
        while (true)
        {
            Func<DcRecord, DcRecord> change;
            lock (_gate)
                change = _unsaved!;
            try
            {
                await session.UpdateAsync(snapshot => snapshot.With(dc, change(snapshot.Dc(dc)))).ConfigureAwait(false);
            }
            catch (SessionStoreException exception)
            {
                // Salts can be had again; a login that works is worth more than a note of them.
                NetworkLog.RecordNotStored(logger, exception, dc);
            }

            lock (_gate)
            {
                if (ReferenceEquals(change, _unsaved))
                {
                    _unsaved = null;
                    return;
                }
            }
        }
    }
}

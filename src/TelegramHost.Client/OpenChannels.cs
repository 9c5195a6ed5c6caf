using TelegramHost.Client.Areas;
using TelegramHost.Client.Updates;

namespace TelegramHost.Client;

/// <summary>The channels that somebody has open; they stay so when the client is stopped and started.</summary>
internal sealed class OpenChannels : IOpenChannels
{
    private readonly Lock _gate = new();
    private readonly Dictionary<long, int> _openings = [];
    private UpdatePump? _pump;

    /// <summary>The updates that run now; they hear of all that are open, and of what is opened and closed from now on.</summary>
    public void Use(UpdatePump pump)
    {
        lock (_gate)
        {
            _pump = pump;
            // Where they stand is stored, or has to be asked for: what was known at their opening is of no use any more.
            foreach (var id in _openings.Keys)
                pump.Open(id, pts: null, isGuest: false);
        }
    }

    /// <inheritdoc/>
    public void Open(long id, int pts, bool isGuest)
    {
        lock (_gate)
        {
            _openings[id] = _openings.GetValueOrDefault(id) + 1;
            _pump?.Open(id, pts, isGuest);
        }
    }

    /// <inheritdoc/>
    public void Close(long id)
    {
        lock (_gate)
        {
            if (--_openings[id] > 0)
                return;
            _openings.Remove(id);
            _pump?.Close(id);
        }
    }
}

using TelegramHost.Client.Areas;
using TelegramHost.Client.Updates;

namespace TelegramHost.Client;

/// <summary>The channels that somebody has open; they stay so when the client is stopped and started.</summary>
internal sealed class OpenChannels : IOpenChannels
{
    private readonly Lock _gate = new();
    private readonly Dictionary<long, OpenChannel> _channels = [];
    private UpdatePump? _pump;

    /// <summary>The updates that run now; they hear of all that are open, and of what is opened and closed from now on.</summary>
    public void Use(UpdatePump pump)
    {
        lock (_gate)
        {
            _pump = pump;
            foreach (var channel in _channels.Values)
                pump.Open(channel.Id, channel.Pts, channel.IsMember);
        }
    }

    /// <inheritdoc/>
    public void Open(long id, int pts, bool isMember)
    {
        lock (_gate)
        {
            if (_channels.TryGetValue(id, out var channel))
                channel.Openings++;
            else
                _channels.Add(id, new OpenChannel(id, pts, isMember) { Openings = 1 });
            _pump?.Open(id, pts, isMember);
        }
    }

    /// <inheritdoc/>
    public void Close(long id)
    {
        lock (_gate)
        {
            if (--_channels[id].Openings > 0)
                return;
            _channels.Remove(id);
            _pump?.Close(id);
        }
    }

    private sealed record OpenChannel(long Id, int Pts, bool IsMember)
    {
        public int Openings { get; set; }
    }
}

using System.Diagnostics.CodeAnalysis;

namespace TelegramHost.Client.Updates;

/// <summary>The channels that are followed, and which of them is due next.</summary>
internal sealed class ChannelSequences(UpdateMachineOptions options)
{
    private readonly Dictionary<long, ChannelSequence> _channels = [];

    // Entries may be too early (the deadline has moved since) or of channels forgotten; both are sorted out when they come up.
    private readonly PriorityQueue<long, DateTimeOffset> _deadlines = new();

    /// <summary>When to look again.</summary>
    public DateTimeOffset? NextDeadline => _deadlines.TryPeek(out _, out var deadline) ? deadline : null;

    /// <summary>Each channel's pts, where it is known.</summary>
    public Dictionary<long, int> Positions => _channels.Where(pair => pair.Value.Pts > 0).ToDictionary(pair => pair.Key, pair => pair.Value.Pts);

    /// <summary>All channels.</summary>
    public IEnumerable<ChannelSequence> All => _channels.Values;

    public ChannelSequence? Find(long channelId) => _channels.GetValueOrDefault(channelId);

    /// <summary>Starts to follow a channel; one that is followed already keeps its pts.</summary>
    public ChannelSequence GetOrAdd(long channelId, int pts, DateTimeOffset now)
    {
        if (!_channels.TryGetValue(channelId, out var channel))
        {
            channel = new ChannelSequence(channelId, pts, options, now);
            _channels.Add(channelId, channel);
            Schedule(channel);
        }

        return channel;
    }

    public void Remove(long channelId) => _channels.Remove(channelId);

    /// <summary>To be called whenever a channel's deadline may have moved to an earlier time.</summary>
    public void Schedule(ChannelSequence channel)
    {
        if (channel.Deadline is not { } deadline || deadline >= channel.QueuedFor)
            return;
        channel.QueuedFor = deadline;
        _deadlines.Enqueue(channel.ChannelId, deadline);
    }

    /// <summary>Takes a channel whose difference is due.</summary>
    public bool TryTakeDue(DateTimeOffset now, [MaybeNullWhen(false)] out ChannelSequence channel)
    {
        while (_deadlines.TryPeek(out var id, out var deadline) && deadline <= now)
        {
            _deadlines.Dequeue();
            if (!_channels.TryGetValue(id, out channel) || channel.QueuedFor != deadline)
                continue;
            channel.QueuedFor = null;
            if (channel.Pacer.IsDue(now, channel.Box.HoleSince))
                return true;
            Schedule(channel);
        }

        channel = null;
        return false;
    }
}

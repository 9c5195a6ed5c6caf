namespace TelegramHost.Client.Updates;

/// <summary>Follows which updates have been handled, and says how far each sequence may be stored as done.</summary>
/// <remarks>
/// The low-water mark: the state before the first update that is not handled yet. What is stored is never ahead of the handlers.
/// Updates are entered by the pump and completed from any thread.
/// </remarks>
internal sealed class DeliveryLedger
{
    private readonly Lock _gate = new();
    private readonly Dictionary<long, int> _channels;
    private readonly Dictionary<long, Lane> _lanes = [];
    private CommonState? _common;
    private long _version;

    /// <summary>A ledger that begins with what was handled before.</summary>
    public DeliveryLedger(UpdateState handled)
    {
        _common = handled.Common;
        _channels = new Dictionary<long, int>(handled.Channels);
    }

    /// <summary>Grows whenever <see cref="Handled"/> changes, so that a store knows whether there is something to write.</summary>
    public long Version => Interlocked.Read(ref _version);

    /// <summary>How far everything is handled.</summary>
    public UpdateState Handled
    {
        get
        {
            lock (_gate)
                return new UpdateState(_common, new Dictionary<long, int>(_channels));
        }
    }

    /// <summary>How many updates are not handled yet.</summary>
    public int Outstanding
    {
        get
        {
            lock (_gate)
                return _lanes.Values.Sum(lane => lane.Outstanding);
        }
    }

    /// <summary>An update goes out; the action is to be called when it is handled.</summary>
    public Action Enter(StateMark mark)
    {
        lock (_gate)
        {
            var lane = LaneOf(mark);
            var entry = new Entry(mark);
            lane.Entries.Enqueue(entry);
            lane.Outstanding++;
            return () => Complete(lane, entry);
        }
    }

    /// <summary>A sequence has moved without an update; it counts once all before it is handled.</summary>
    public void Move(StateMark mark)
    {
        lock (_gate)
        {
            var lane = LaneOf(mark);
            lane.Entries.Enqueue(new Entry(mark) { IsDone = true });
            Advance(lane);
        }
    }

    /// <summary>A channel is not followed any more.</summary>
    public void Forget(long channelId)
    {
        lock (_gate)
        {
            if (_lanes.Remove(channelId, out var lane))
                lane.IsForgotten = true;
            if (_channels.Remove(channelId))
                _version++;
        }
    }

    private void Complete(Lane lane, Entry entry)
    {
        lock (_gate)
        {
            entry.IsDone = true;
            lane.Outstanding--;
            if (!lane.IsForgotten)
                Advance(lane);
        }
    }

    private void Advance(Lane lane)
    {
        while (lane.Entries.TryPeek(out var entry) && entry.IsDone)
        {
            lane.Entries.Dequeue();
            if (entry.Mark.ChannelId is { } channel)
                _channels[channel] = entry.Mark.ChannelPts;
            else
                _common = entry.Mark.Common ?? _common;
            _version++;
        }
    }

    private Lane LaneOf(StateMark mark)
    {
        // Channel ids are positive, so 0 is free for the account's own sequences.
        var id = mark.ChannelId ?? 0;
        if (!_lanes.TryGetValue(id, out var lane))
            _lanes.Add(id, lane = new Lane());
        return lane;
    }

    private sealed class Lane
    {
        public Queue<Entry> Entries { get; } = new();

        public int Outstanding { get; set; }

        public bool IsForgotten { get; set; }
    }

    private sealed class Entry(StateMark mark)
    {
        public StateMark Mark { get; } = mark;

        public bool IsDone { get; set; }
    }
}

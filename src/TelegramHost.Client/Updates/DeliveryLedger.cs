using TelegramHost.Client.Sessions;

namespace TelegramHost.Client.Updates;

/// <summary>Follows which updates have been handled, and says how far each sequence may be stored as done.</summary>
/// <remarks>
/// The low-water mark: the state before the first update that is not handled yet. What is stored is never ahead of the handlers.
/// Updates are entered by the pump and completed from any thread.
/// </remarks>
internal sealed class DeliveryLedger
{
    /// <summary>The pts that stands for a channel which is not followed; real ones are positive.</summary>
    private const int Forgotten = -1;

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

    /// <summary>Whether everything that has gone out of a sequence is handled.</summary>
    public bool IsHandled(UpdateBox box)
    {
        lock (_gate)
            return !_lanes.TryGetValue(box.ChannelId, out var lane) || lane.Outstanding == 0;
    }

    /// <summary>An update goes out; the action is to be called when it is handled.</summary>
    public Action Enter(StateMark mark) => Enter(mark.ChannelId, mark);

    /// <summary>Something goes out that moves nothing, but nothing behind it counts before it is handled.</summary>
    public Action EnterInPlace(long? channelId) => Enter(channelId, null);

    /// <summary>A sequence has moved without an update; it counts once all before it is handled.</summary>
    public void Move(StateMark mark)
    {
        lock (_gate)
        {
            var lane = LaneOf(mark.ChannelId);
            lane.Entries.Enqueue(new Entry(mark) { IsDone = true });
            Advance(lane);
        }
    }

    /// <summary>It is known where the account's updates begin: the next start asks for what comes after that.</summary>
    public void Begin(CommonState state)
    {
        lock (_gate)
        {
            _common ??= state;
            _version++;
        }
    }

    /// <summary>A channel is followed: the next start asks for what comes after <paramref name="pts"/>. One that is known keeps its number.</summary>
    public void Follow(long channelId, int pts)
    {
        lock (_gate)
        {
            if (_channels.TryAdd(channelId, pts))
                _version++;
        }
    }

    /// <summary>A channel is not followed any more, once what has gone out of it is handled.</summary>
    public void Forget(long channelId)
    {
        lock (_gate)
        {
            var lane = LaneOf(channelId);
            lane.Entries.Enqueue(new Entry(StateMark.OfChannel(channelId, Forgotten)) { IsDone = true });
            Advance(lane);
        }
    }

    private Action Enter(long? channelId, StateMark? mark)
    {
        lock (_gate)
        {
            var lane = LaneOf(channelId);
            var entry = new Entry(mark);
            lane.Entries.Enqueue(entry);
            lane.Outstanding++;
            return () => Complete(lane, entry);
        }
    }

    private void Complete(Lane lane, Entry entry)
    {
        lock (_gate)
        {
            entry.IsDone = true;
            lane.Outstanding--;
            Advance(lane);
        }
    }

    private void Advance(Lane lane)
    {
        while (lane.Entries.TryPeek(out var entry) && entry.IsDone)
        {
            lane.Entries.Dequeue();
            if (entry.Mark is not { } mark)
                continue;
            if (mark.ChannelId is not { } channel)
                _common = mark.Common ?? _common;
            else if (mark.ChannelPts == Forgotten)
                _channels.Remove(channel);
            else
                _channels[channel] = mark.ChannelPts;
            _version++;
        }
    }

    private Lane LaneOf(long? channelId)
    {
        // Channel ids are positive, so 0 is free for the account's own sequences.
        var id = channelId ?? 0;
        if (!_lanes.TryGetValue(id, out var lane))
            _lanes.Add(id, lane = new Lane());
        return lane;
    }

    private sealed class Lane
    {
        public Queue<Entry> Entries { get; } = new();

        public int Outstanding { get; set; }
    }

    private sealed class Entry(StateMark? mark)
    {
        public StateMark? Mark { get; } = mark;

        public bool IsDone { get; set; }
    }
}

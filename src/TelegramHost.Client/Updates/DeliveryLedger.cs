using TelegramHost.Client.Peers;
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
    private readonly HashSet<UpdateBox> _changed = [];
    private CommonState? _common;
    private long _version;
    private (long Version, TaskCompletionSource Passed)? _awaited;

    /// <summary>A ledger that begins with what was handled before.</summary>
    public DeliveryLedger(UpdateState handled)
    {
        _common = handled.Common;
        _channels = new Dictionary<long, int>(handled.Channels);
        foreach (var (chat, mark) in handled.Ahead)
            LaneOf(ChannelOf(chat)).Ahead.Restore(chat, mark);
    }

    /// <summary>Hears of a channel of which everything is handled and nothing is followed; MUST return at once and not call back.</summary>
    public Action<long>? Forgot { get; set; }

    /// <summary>Grows whenever how far everything is handled changes, so that a store knows whether there is something to write.</summary>
    public long Version => Interlocked.Read(ref _version);

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

    /// <summary>Takes the marks that have changed; they count as stored unless they are put back. Null while it is not known where updates begin.</summary>
    /// <param name="others">Boxes whose marks are wanted even so.</param>
    public MarkChanges? TakeChanged(IEnumerable<UpdateBox> others)
    {
        lock (_gate)
        {
            if (_common is null)
                return null;
            _changed.UnionWith(others);
            var changed = new List<UpdateMark>(_changed.Count);
            var removed = new List<UpdateBox>();
            foreach (var box in _changed)
            {
                if (MarkOf(box, _common.Value) is { } mark)
                    changed.Add(mark);
                else
                    removed.Add(box);
            }

            _changed.Clear();
            return new MarkChanges(changed, removed, _version);
        }
    }

    /// <summary>They could not be stored.</summary>
    public void PutBack(IEnumerable<UpdateBox> boxes)
    {
        lock (_gate)
            _changed.UnionWith(boxes);
    }

    /// <summary>The store has lost all marks.</summary>
    public void PutBackAll()
    {
        lock (_gate)
        {
            NoteCommon();
            _changed.UnionWith(_channels.Keys.Select(UpdateSpan.Channel));
            _changed.UnionWith(_lanes.Values.SelectMany(lane => lane.Ahead.Chats).Select(BoxOf));
        }
    }

    /// <summary>Ends when <see cref="Version"/> has passed a number. For one waiter at a time.</summary>
    public Task PassAsync(long version)
    {
        lock (_gate)
        {
            if (_version > version)
                return Task.CompletedTask;
            var passed = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            _awaited = (version, passed);
            return passed.Task;
        }
    }

    /// <summary>An update goes out; the action is to be called when it is handled.</summary>
    /// <param name="mark">Where its sequence stands then.</param>
    /// <param name="message">The message that it brings, if it brings one.</param>
    /// <param name="number">The number of its sequence at which the message is counted.</param>
    public Action Enter(StateMark mark, MessagePlace? message = null, int number = 0) => Enter(mark.ChannelId, mark, message, number);

    /// <summary>Something goes out that moves nothing, but nothing behind it counts before it is handled.</summary>
    public Action EnterInPlace(long? channelId) => Enter(channelId, null, null, 0);

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
            NoteCommon();
            Change();
        }
    }

    /// <summary>A channel is followed: the next start asks for what comes after <paramref name="pts"/>. One that is known keeps its number.</summary>
    public void Follow(long channelId, int pts)
    {
        lock (_gate)
        {
            if (!_channels.TryAdd(channelId, pts))
                return;
            _changed.Add(UpdateSpan.Channel(channelId));
            Change();
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

    private Action Enter(long? channelId, StateMark? mark, MessagePlace? message, int number)
    {
        lock (_gate)
        {
            var lane = LaneOf(channelId);
            var entry = new Entry(mark) { Step = message is { } place ? lane.Ahead.Enter(place, number) : null };
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
            entry.Step?.Complete();
            lane.Outstanding--;
            if (!Advance(lane) && entry.Step is not null)
                Change();
        }
    }

    private bool Advance(Lane lane)
    {
        StateMark? reached = null;
        while (lane.Entries.TryPeek(out var entry) && entry.IsDone)
        {
            lane.Entries.Dequeue();
            if (entry.Mark is not { } mark)
                continue;
            Reach(mark, lane);
            reached = mark;
        }

        if (reached is not { } last)
            return false;
        lane.Ahead.Passed(last.ChannelId is null ? last.Common?.Pts ?? 0 : last.ChannelPts);
        Change();
        return true;
    }

    private void Reach(StateMark mark, Lane lane)
    {
        if (mark.ChannelId is not { } channel)
        {
            // Numbers that go back are those of another sequence, whatever its messages are called.
            if (mark.Common?.Pts < _common?.Pts)
                lane.Ahead.Forget();
            _common = mark.Common ?? _common;
            NoteCommon();
            return;
        }

        _changed.Add(UpdateSpan.Channel(channel));
        if (mark.ChannelPts == Forgotten)
        {
            _channels.Remove(channel);
            lane.Ahead.Forget();
            // What is behind it belongs to a channel that is followed again.
            if (lane.Entries.Count == 0)
            {
                _lanes.Remove(channel);
                Forgot?.Invoke(channel);
            }
        }
        else
        {
            if (mark.ChannelPts < _channels.GetValueOrDefault(channel))
                lane.Ahead.Forget();
            _channels[channel] = mark.ChannelPts;
        }
    }

    private UpdateMark? MarkOf(UpdateBox box, CommonState common)
    {
        switch (box.Kind)
        {
            case UpdateBoxKind.Channel:
                return _channels.TryGetValue(box.ChannelId, out var pts) ? new UpdateMark(box, pts, pts) : null;
            case UpdateBoxKind.Chat:
                var chat = PeerId.FromBotApi(box.ChannelId);
                return _lanes.TryGetValue(ChannelOf(chat) ?? 0, out var lane) && lane.Ahead.MarkOf(chat) is { } ahead ? new UpdateMark(box, ahead.Id, ahead.Number) : null;
            case UpdateBoxKind.Message:
                return null;
            default:
                var number = box.Kind switch
                {
                    UpdateBoxKind.Pts => common.Pts,
                    UpdateBoxKind.Qts => common.Qts,
                    UpdateBoxKind.Seq => common.Seq,
                    _ => common.Date,
                };
                return new UpdateMark(box, number, number);
        }
    }

    private void NoteCommon()
    {
        foreach (var kind in (ReadOnlySpan<UpdateBoxKind>)[UpdateBoxKind.Pts, UpdateBoxKind.Qts, UpdateBoxKind.Seq, UpdateBoxKind.Date])
            _changed.Add(new UpdateBox(kind));
    }

    private static long? ChannelOf(PeerId chat) => chat.Kind == PeerKind.Channel ? chat.Id : null;

    private static UpdateBox BoxOf(PeerId chat) => new(UpdateBoxKind.Chat, chat.BotApiId);

    private void Change()
    {
        _version++;
        if (_awaited is not { } awaited || _version <= awaited.Version)
            return;
        _awaited = null;
        awaited.Passed.SetResult();
    }

    private Lane LaneOf(long? channelId)
    {
        // Channel ids are positive, so 0 is free for the account's own sequences.
        var id = channelId ?? 0;
        if (!_lanes.TryGetValue(id, out var lane))
            _lanes.Add(id, lane = new Lane(new ChatsAhead(chat => _changed.Add(BoxOf(chat)))));
        return lane;
    }

    private sealed class Lane(ChatsAhead ahead)
    {
        public Queue<Entry> Entries { get; } = new();

        public ChatsAhead Ahead { get; } = ahead;

        public int Outstanding { get; set; }
    }

    private sealed class Entry(StateMark? mark)
    {
        public StateMark? Mark { get; } = mark;

        public ChatsAhead.Step? Step { get; init; }

        public bool IsDone { get; set; }
    }
}

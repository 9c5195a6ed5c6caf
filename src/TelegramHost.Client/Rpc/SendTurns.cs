namespace TelegramHost.Client.Rpc;

/// <summary>Gives calls that post messages their turn: as fast as the limits allow, high priority first, otherwise in the order in which they came.</summary>
internal sealed class SendTurns
{
    private const int ManyChats = 1000;

    private readonly TimeProvider _time;
    private readonly Lock _gate = new();
    private readonly SendQuota _all;
    private readonly Dictionary<PostTarget, (SendQuota Second, SendQuota? Minute)> _chats = [];
    private readonly LinkedList<Waiter>[] _lanes = [new(), new(), new()];
    private readonly HashSet<PostTarget> _held = [];
    private readonly ITimer _timer;
    private SendLimitOptions _options;

    /// <summary>Turns by <paramref name="options"/> and the clock of <paramref name="time"/>.</summary>
    public SendTurns(SendLimitOptions options, TimeProvider time)
    {
        (_options, _time) = (options, time);
        _all = new SendQuota(options.PerSecond, Ticks(1));
        _timer = time.CreateTimer(static self => ((SendTurns)self!).Pump(), this, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
    }

    /// <summary>From now on the limits are <paramref name="options"/>; what was sent lately counts.</summary>
    public void Use(SendLimitOptions options)
    {
        lock (_gate)
        {
            _options = options;
            _all.Count = options.PerSecond;
            foreach (var (second, minute) in _chats.Values)
            {
                second.Count = options.PerChatAndSecond;
                minute?.Count = options.PerGroupAndMinute;
            }
        }

        Pump();
    }

    /// <summary>Ends when it is the turn of a call that posts so many messages.</summary>
    public Task WaitAsync(PostTarget target, int messages, CallPriority priority, CancellationToken cancellationToken)
    {
        var node = new LinkedListNode<Waiter>(new Waiter(target, messages));
        var turn = node.Value.Turn;
        node.Value.Cancellation = cancellationToken.UnsafeRegister(_ => Leave(node, cancellationToken), null);
        lock (_gate)
        {
            if (!turn.Task.IsCompleted)
                _lanes[(int)priority].AddLast(node);
        }

        Pump();
        return turn.Task;
    }

    /// <summary>Whether it is the turn of a call right now; otherwise <paramref name="left"/> is how long it would wait at least.</summary>
    public bool TryTake(PostTarget target, int messages, CallPriority priority, out TimeSpan left)
    {
        var node = new LinkedListNode<Waiter>(new Waiter(target, messages));
        lock (_gate)
        {
            _lanes[(int)priority].AddLast(node);
            Pump();
            left = TimeSpan.Zero;
            if (node.List is null)
                return true;
            node.List.Remove(node);
            left = TimeSpan.FromSeconds((double)MissingOf(node.Value, _time.GetTimestamp()) / _time.TimestampFrequency);
            return false;
        }
    }

    private void Leave(LinkedListNode<Waiter> node, CancellationToken cancellationToken)
    {
        lock (_gate)
        {
            node.List?.Remove(node);
            node.Value.Turn.TrySetCanceled(cancellationToken);
        }
    }

    private void Pump()
    {
        lock (_gate)
        {
            var now = _time.GetTimestamp();
            var next = Admit(now);
            // A millisecond is the timers' own grain.
            _timer.Change(
                next == long.MaxValue ? Timeout.InfiniteTimeSpan : TimeSpan.FromMilliseconds(Math.Ceiling(1000.0 * next / _time.TimestampFrequency)),
                Timeout.InfiniteTimeSpan);
            if (_chats.Count > ManyChats)
                Forget(now);
        }
    }

    /// <summary>Lets everybody go whose turn it is; answers how many ticks of the clock until the next one's, or the largest number if nobody waits.</summary>
    private long Admit(long now)
    {
        var next = long.MaxValue;
        _held.Clear();
        foreach (var lane in _lanes)
        {
            for (var node = lane.First; node is not null;)
            {
                var (current, waiter, chat) = (node, node.Value, ChatOf(node.Value.Target));
                node = node.Next;
                // Those who want less don't pass one who wants more: it would wait for ever.
                if (_held.Contains(waiter.Target))
                    continue;
                var missing = MissingOf(chat, waiter.Messages, now);
                if (missing > 0)
                {
                    _held.Add(waiter.Target);
                    next = Math.Min(next, missing);
                    continue;
                }

                missing = _all.Missing(now, waiter.Messages);
                if (missing > 0)
                    return Math.Min(next, missing);
                _all.Take(now, waiter.Messages);
                chat.Second.Take(now, waiter.Messages);
                chat.Minute?.Take(now, waiter.Messages);
                lane.Remove(current);
                current.Value.Cancellation.Unregister();
                current.Value.Turn.TrySetResult();
            }
        }

        return next;
    }

    private long MissingOf(Waiter waiter, long now) =>
        Math.Max(_all.Missing(now, waiter.Messages), MissingOf(ChatOf(waiter.Target), waiter.Messages, now));

    private static long MissingOf((SendQuota Second, SendQuota? Minute) chat, int messages, long now) =>
        Math.Max(chat.Second.Missing(now, messages), chat.Minute?.Missing(now, messages) ?? 0);

    private (SendQuota Second, SendQuota? Minute) ChatOf(PostTarget target)
    {
        if (!_chats.TryGetValue(target, out var chat))
        {
            chat = (new SendQuota(_options.PerChatAndSecond, Ticks(1)), target.IsGroup ? new SendQuota(_options.PerGroupAndMinute, Ticks(60)) : null);
            _chats.Add(target, chat);
        }

        return chat;
    }

    /// <summary>A chat with all its tokens is as good as one that nobody has heard of.</summary>
    private void Forget(long now)
    {
        foreach (var (target, chat) in _chats)
        {
            if (chat.Second.IsFull(now) && chat.Minute?.IsFull(now) != false)
                _chats.Remove(target);
        }
    }

    private long Ticks(int seconds) => seconds * _time.TimestampFrequency;

    private sealed class Waiter(PostTarget target, int messages)
    {
        public PostTarget Target => target;

        public int Messages => messages;

        public CancellationTokenRegistration Cancellation { get; set; }

        public TaskCompletionSource Turn { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);
    }
}

using TelegramHost.Client.Peers;
using TelegramHost.Client.Updates;

namespace TelegramHost.Dispatch;

/// <summary>Handles updates in order within a chat and in parallel across chats, with a bound on both.</summary>
/// <remarks>
/// A chat has a lane only while it has updates. A worker takes one update from the lane that waits longest and puts the lane back at the
/// end, so a busy chat doesn't keep the others waiting. Without updates there are neither workers nor timers.
/// </remarks>
#pragma warning disable CA1001 // a semaphore whose wait handle nobody asked for holds nothing, and a worker left behind still releases it
internal sealed class ChatLanes
#pragma warning restore CA1001
{
    private readonly Lock _gate = new();
    private readonly Dictionary<PeerId, Lane> _lanes = [];
    private readonly Queue<Lane> _ready = new();
    private readonly SemaphoreSlim _room;
    private readonly int _maxConcurrentChats;
    private readonly Func<UpdateDelivery, Task> _handle;
    private int _workers;
    private TaskCompletionSource? _idle;

    /// <param name="maxConcurrentChats">How many updates are handled at the same time.</param>
    /// <param name="capacity">How many updates may be inside: waiting or being handled.</param>
    /// <param name="handle">Handles one update; MUST NOT throw.</param>
    public ChatLanes(int maxConcurrentChats, int capacity, Func<UpdateDelivery, Task> handle)
    {
        _maxConcurrentChats = maxConcurrentChats;
        _room = new(capacity, capacity);
        _handle = handle;
    }

    /// <summary>Puts an update at the end of its chat's lane; waits while there is no room.</summary>
    public async ValueTask PostAsync(UpdateDelivery delivery, CancellationToken cancellationToken)
    {
        await _room.WaitAsync(cancellationToken).ConfigureAwait(false);
        if (Enqueue(delivery))
            _ = Task.Run(WorkAsync, CancellationToken.None);
    }

    /// <summary>Ends when no update is inside.</summary>
    public Task WhenIdleAsync()
    {
        lock (_gate)
        {
            if (_workers == 0)
                return Task.CompletedTask;
            _idle ??= new(TaskCreationOptions.RunContinuationsAsynchronously);
            return _idle.Task;
        }
    }

    /// <summary>Answers whether one more worker is wanted.</summary>
    private bool Enqueue(UpdateDelivery delivery)
    {
        lock (_gate)
        {
            var lane = LaneOf(delivery.Update.ChatId);
            lane.Waiting.Enqueue(delivery);
            if (lane.IsScheduled)
                return false;
            lane.IsScheduled = true;
            _ready.Enqueue(lane);
            if (_workers == _maxConcurrentChats)
                return false;
            _workers++;
            return true;
        }
    }

    /// <summary>Updates that belong to no chat have no order among each other: each gets a lane for itself.</summary>
    private Lane LaneOf(PeerId? chat)
    {
        if (chat is not { } id)
            return new(null);
        if (!_lanes.TryGetValue(id, out var lane))
            _lanes.Add(id, lane = new(id));
        return lane;
    }

    private async Task WorkAsync()
    {
        while (TryTake(out var lane, out var delivery))
        {
            try
            {
                await _handle(delivery).ConfigureAwait(false);
            }
            finally
            {
                Return(lane);
                _room.Release();
            }
        }
    }

    private bool TryTake(out Lane lane, out UpdateDelivery delivery)
    {
        lock (_gate)
        {
            if (_ready.TryDequeue(out lane!))
            {
                delivery = lane.Waiting.Dequeue();
                return true;
            }

            delivery = null!;
            if (--_workers == 0)
            {
                _idle?.SetResult();
                _idle = null;
            }

            return false;
        }
    }

    private void Return(Lane lane)
    {
        lock (_gate)
        {
            if (lane.Waiting.Count > 0)
            {
                _ready.Enqueue(lane);
                return;
            }

            lane.IsScheduled = false;
            if (lane.Chat is { } chat)
                _lanes.Remove(chat);
        }
    }

    private sealed class Lane(PeerId? chat)
    {
        public PeerId? Chat { get; } = chat;

        public Queue<UpdateDelivery> Waiting { get; } = new(1);

        /// <summary>Whether the lane is ready or being worked on; either way nobody else may take from it.</summary>
        public bool IsScheduled { get; set; }
    }
}

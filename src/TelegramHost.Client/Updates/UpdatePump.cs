using System.Collections.Concurrent;
using System.Globalization;
using Microsoft.Extensions.Logging;
using TelegramHost.Client.Network;
using TelegramHost.Client.Peers;
using TelegramHost.Client.Rpc;
using TelegramHost.Schema;
using TelegramHost.Tl;

namespace TelegramHost.Client.Updates;

/// <summary>Gives an <see cref="UpdateMachine"/> its input, a clock and the calls that it asks for; its sole owner.</summary>
/// <remarks>
/// <see cref="RunAsync"/> is the one loop that touches the machine. Everything else only posts to it and returns at once.
/// Deliveries wait in a bounded channel: while it is full the loop stands still, pushed updates are dropped beyond a limit,
/// and a difference brings them back.
/// </remarks>
internal sealed partial class UpdatePump : IUpdateSink
{
    /// <summary>How many outputs are gathered before they are performed, so that one write reserves the numbers of many.</summary>
    private const int MaxBatch = 256;

    private const int Account = 1;
    private const int State = 2;

    private readonly PeerCache _peers;
    private readonly UpdateOptions _options;
    private readonly TimeProvider _time;
    private readonly ILogger _logger;
    private readonly MonotonicClock _clock;
    private readonly UpdateMachine _machine;
    private readonly DeliveryGate _gate;
    private readonly CatchUpWatch _catchUp;
    private readonly Mailbox<Action<DateTimeOffset>> _inbox = new(new WakeSignal());
    private readonly HashSet<Task> _fetches = [];
    private readonly ConcurrentQueue<long> _closed = new();
    private readonly TaskCompletionSource _ready = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private UpdateState? _stored;
    private int _known;
    private int _pushed;
    private int _missed;

    /// <summary>A pump that goes on from <paramref name="handled"/> and lets updates out by <paramref name="gate"/>.</summary>
    public UpdatePump(PeerCache peers, UpdateOptions options, UpdateState handled, DeliveryGate gate, TimeProvider time, ILogger logger)
    {
        _peers = peers;
        _options = options;
        _time = time;
        _logger = logger;
        _clock = new MonotonicClock(time);
        _machine = new UpdateMachine(
            new UpdateMachineOptions { Silence = options.SilenceBeforeDifference, CatchUpLimit = LimitOf(options) }, peers, handled, _clock.Now);
        _gate = gate;
        gate.Ledger.Forgot = gate.Reservations.Forget;
        _stored = handled;
        _known = handled.Common is null ? 0 : State;
        _catchUp = new CatchUpWatch(isCatchingUp => CatchingUp?.Invoke(isCatchingUp));
    }

    /// <summary>Hears when missed updates are being fetched, and when all are there; MUST return at once.</summary>
    public Action<bool>? CatchingUp { get; init; }

    /// <summary>How far the updates have come that were missed; null when none is outstanding.</summary>
    public CatchUpProgress? CatchUp => _catchUp.Progress;

    /// <summary>Ends once an account is logged in and it is known from where on its updates count: from then on nothing is lost that a difference can bring back.</summary>
    public Task Ready => _ready.Task;

    /// <inheritdoc/>
    public void Post(byte[] updates)
    {
        if (!_options.Enabled)
            return;
        EnqueueBounded(now => HandlePushed(updates, now));
    }

    /// <inheritdoc/>
    public void Post(UpdateNotice notice)
    {
        if (!_options.Enabled)
            return;
        Enqueue(now =>
        {
            UpdatesLog.MayHaveMissed(_logger, notice.ToString());
            _machine.HandleMissed(now, alsoInChannels: false);
        });
    }

    /// <inheritdoc/>
    public void PostResult(ITlRequest request, object result)
    {
        // At once, and not on the loop: whoever made the call wants to find the names and hashes that it brought.
        _peers.Learn(result);
        if (!_options.Enabled)
            return;
        if (ResultUpdates.Of(request, result, _peers.SelfId) is { } updates)
        {
            EnqueueBounded(now => _machine.HandleUpdates(updates, now));
        }
        else if (ResultUpdates.Affected(request, result) is { } affected)
        {
            EnqueueBounded(now => _machine.HandleAffected(affected.ChannelId, affected.Pts, affected.PtsCount, now));
        }
        else
        {
            foreach (var (channel, pts) in ResultUpdates.ChannelPositions(result))
                EnqueueBounded(now => _machine.HandleChannelPts(channel, pts, now));
        }
    }

    /// <summary>An account is logged in and updates may be asked for.</summary>
    public void SignedIn(long userId)
    {
        _peers.SetSelf(userId);
        if (_options.Enabled)
        {
            // Here as well as on the loop, which may stand still already: the server's first word can bring more than may wait, and nobody takes updates before the start.
            if (Interlocked.Exchange(ref _stored, null) is { } stored)
                BeginCatchUp(stored);
            Enqueue(now =>
            {
                BeginCatchUp(_machine.State);
                _machine.HandleSignedIn(now);
            });
            NoteKnown(Account);
        }
    }

    /// <summary>A channel has been opened.</summary>
    /// <param name="channelId">The channel.</param>
    /// <param name="pts">Where it stands, if that is known.</param>
    /// <param name="isGuest">Whether it is known that the account is not in it.</param>
    public void Open(long channelId, int? pts, bool isGuest) => Enqueue(now => _machine.HandleChannelOpened(channelId, pts, isGuest, now));

    /// <summary>A channel has been closed.</summary>
    public void Close(long channelId)
    {
        _closed.Enqueue(channelId);
        Enqueue(_ => CloseNext());
    }

    /// <summary>Runs until cancelled; then no more deliveries come.</summary>
    /// <exception cref="OperationCanceledException">It was cancelled, which is its only end.</exception>
    public async Task RunAsync(IRpcInvoker invoker, CancellationToken cancellationToken)
    {
        using var fetcher = new DifferenceFetcher(invoker, _peers, _time, _logger);
        using var ending = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        await using var cancelled = cancellationToken.UnsafeRegister(static wake => ((WakeSignal)wake!).Set(), _inbox.Wake);
        await using var timer = _time.CreateTimer(_ => Enqueue(_machine.HandleTimeout), null, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
        try
        {
            var batch = new List<UpdateMachineOutput>();
            while (true)
            {
                cancellationToken.ThrowIfCancellationRequested();
                if (_inbox.IsEmpty)
                {
                    await _inbox.Wake.WaitAsync().ConfigureAwait(false);
                    continue;
                }

                batch.Clear();
                while (batch.Count < MaxBatch && _inbox.TryTake(out var handle))
                {
                    handle(_clock.Now);
                    CatchUpAfterOverflow();
                    while (_machine.TryTakeOutput(out var output))
                        batch.Add(output);
                }

                await _gate.ReserveAsync(batch, ending.Token).ConfigureAwait(false);
                if (_machine.HasState)
                    NoteKnown(State);
                foreach (var output in batch)
                    await PerformAsync(output, fetcher, ending.Token).ConfigureAwait(false);
                await _gate.HandleTimeoutAsync(_clock.Now, ending.Token).ConfigureAwait(false);
                SetTimer(timer);
            }
        }
        finally
        {
            await ending.CancelAsync().ConfigureAwait(false);
            await Task.WhenAll(_fetches).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            // What was closed in the last moment is not to be followed at the next start.
            while (!_closed.IsEmpty)
            {
                if (CloseNext() is { } forgotten)
                    _gate.Ledger.Forget(forgotten);
            }
        }
    }

    /// <summary>Takes the next channel that was closed.</summary>
    /// <returns>The channel if it was forgotten.</returns>
    private long? CloseNext() => _closed.TryDequeue(out var channel) && _machine.HandleChannelClosed(channel) ? channel : null;

    private static int? LimitOf(UpdateOptions options) => options.CatchUp switch
    {
        CatchUpMode.Skip => 0,
        CatchUpMode.Limited => options.CatchUpLimit,
        _ => null,
    };

    private void BeginCatchUp(UpdateState state)
    {
        if (_options.CatchUp != CatchUpMode.Skip)
            _catchUp.Begin(state);
    }

    private void NoteKnown(int what)
    {
        if ((Interlocked.Or(ref _known, what) | what) == (Account | State))
            _ready.TrySetResult();
    }

    private void Enqueue(Action<DateTimeOffset> handle) => _inbox.TryPost(handle);

    /// <summary>For what a difference can bring back: it is dropped while the loop stands still and too much waits already.</summary>
    private void EnqueueBounded(Action<DateTimeOffset> handle)
    {
        if (Interlocked.Increment(ref _pushed) > _options.QueueCapacity)
        {
            Interlocked.Decrement(ref _pushed);
            if (Interlocked.Exchange(ref _missed, 1) == 0)
                UpdatesLog.Overflow(_logger);
            return;
        }

        Enqueue(now =>
        {
            Interlocked.Decrement(ref _pushed);
            handle(now);
        });
    }

    private void CatchUpAfterOverflow()
    {
        // Not while the queue is still full: the difference would only be followed by the next one.
        if (Volatile.Read(ref _missed) == 1 && Volatile.Read(ref _pushed) <= _options.QueueCapacity / 2)
        {
            Volatile.Write(ref _missed, 0);
            _machine.HandleMissed(_clock.Now);
        }
    }

    private void SetTimer(ITimer timer)
    {
        var wait = Timeout.InfiniteTimeSpan;
        var (first, second) = (_machine.NextDeadline, _gate.NextDeadline);
        if ((first is null || second < first ? second : first) is { } deadline)
        {
            wait = deadline - _clock.Now;
            wait = wait < TimeSpan.FromMilliseconds(1) ? TimeSpan.FromMilliseconds(1) : wait;
        }

        timer.Change(wait, Timeout.InfiniteTimeSpan);
    }

    private void HandlePushed(byte[] data, DateTimeOffset now)
    {
        Decoded<UpdatesBase> decoded;
        try
        {
            decoded = UpdatesDecoder.Decode(data);
        }
        catch (TlFormatException exception)
        {
            UpdatesLog.UnreadableContainer(_logger, data.Length, ConstructorOf(data), exception.Message);
            if (data.Length >= sizeof(uint))
                _machine.HandleUnreadable(null, data);
            _machine.HandleMissed(now, alsoInChannels: false);
            return;
        }

        HandleUnreadable(null, decoded.Unreadable);
        _peers.Learn(decoded.Value);
        _machine.HandleUpdates(decoded.Value, now);
    }

    private void HandleUnreadable(long? channelId, IReadOnlyList<ReadOnlyMemory<byte>> updates)
    {
        foreach (var update in updates)
            _machine.HandleUnreadable(channelId, update);
    }

    private async ValueTask PerformAsync(UpdateMachineOutput output, DifferenceFetcher fetcher, CancellationToken cancellationToken)
    {
        switch (output)
        {
            case UpdateMachineOutput.Deliver deliver:
                await _gate.DeliverAsync(deliver, _clock.Now, cancellationToken).ConfigureAwait(false);
                break;
            case UpdateMachineOutput.Lost lost:
                await _gate.ReportAsync(lost, _clock.Now, cancellationToken).ConfigureAwait(false);
                break;
            case UpdateMachineOutput.Unreadable unreadable:
                await _gate.ReportAsync(unreadable, _clock.Now, cancellationToken).ConfigureAwait(false);
                break;
            case UpdateMachineOutput.Moved moved:
                _gate.Ledger.Move(moved.Mark);
                if (moved.Mark.Common is { } common)
                    _catchUp.Passed(common.Pts);
                break;
            case UpdateMachineOutput.CaughtUp caughtUp:
                _gate.CaughtUp(caughtUp.ChannelId);
                _catchUp.Ended(caughtUp.ChannelId);
                break;
            case UpdateMachineOutput.ChannelFollowed followed:
                // Once more than when its number was reserved: it may have been followed before, and be forgotten only when that is handled.
                _gate.Ledger.Move(StateMark.OfChannel(followed.ChannelId, followed.Pts));
                break;
            case UpdateMachineOutput.ChannelForgotten forgotten:
                _catchUp.Ended(forgotten.ChannelId);
                _gate.Ledger.Forget(forgotten.ChannelId);
                break;
            case UpdateMachineOutput.FetchState fetch:
                Start(FetchStateAsync(fetch, fetcher, cancellationToken));
                break;
            case UpdateMachineOutput.FetchDifference fetch:
                Start(FetchDifferenceAsync(fetch, fetcher, cancellationToken));
                break;
            case UpdateMachineOutput.FetchChannelDifference fetch:
                Start(FetchChannelDifferenceAsync(fetch, fetcher, cancellationToken));
                break;
            case UpdateMachineOutput.FetchChannelPts fetch:
                Start(FetchChannelPtsAsync(fetch, fetcher, cancellationToken));
                break;
        }
    }

    private static string ConstructorOf(ReadOnlySpan<byte> data) => data.Length < 4
        ? "?"
        : System.Buffers.Binary.BinaryPrimitives.ReadUInt32LittleEndian(data).ToString("x8", CultureInfo.InvariantCulture);
}

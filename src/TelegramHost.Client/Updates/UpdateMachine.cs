using System.Diagnostics.CodeAnalysis;
using TelegramHost.Client.Peers;
using TelegramHost.Schema;

namespace TelegramHost.Client.Updates;

/// <summary>Puts an account's updates in order: each once, and what is missing is asked for.</summary>
/// <remarks>
/// Pure: objects and time come in, outputs and the next deadline go out; one owner. Users and chats of what comes in MUST be known
/// to <see cref="IKnownPeers"/> before. Source: https://core.telegram.org/api/updates
/// </remarks>
internal sealed partial class UpdateMachine
{
    private readonly UpdateMachineOptions _options;
    private readonly IKnownPeers _peers;
    private readonly CommonSequences _common;
    private readonly ChannelSequences _channels;
    private readonly Queue<UpdateMachineOutput> _outputs = new();
    private CommonState? _lastMark;
    private StateRefresh? _refresh;
    private bool _signedIn;
    private long _lastCall;
    private int? _totalLimit;

    /// <summary>A machine that goes on from <paramref name="state"/>.</summary>
    public UpdateMachine(UpdateMachineOptions options, IKnownPeers peers, UpdateState state, DateTimeOffset now)
    {
        _options = options;
        _peers = peers;
        _common = new CommonSequences(options, state.Common, now);
        _channels = new ChannelSequences(options);
        _lastMark = _common.State;
        foreach (var (channel, pts) in state.Channels)
            _channels.GetOrAdd(channel, pts, now);
        // Not at the login: the server's first word (new_session_created) makes the machine ask before that.
        if (options.CatchUpLimit == 0)
            SkipBacklog();
        else if (_common.State is not null && options.CatchUpLimit is { } limit)
            LimitBacklog(limit);
    }

    /// <summary>Where all sequences stand.</summary>
    public UpdateState State => new(_common.State, _channels.Positions);

    /// <summary>Whether it is known from where on updates count; what was sent before that is nobody's to deliver.</summary>
    public bool HasState => _common.State is not null;

    /// <summary>Whether the answer to a call is awaited still.</summary>
    public bool Awaits(long call, long channelId) => _channels.Find(channelId)?.Pacer.IsAwaited(call) == true;

    /// <summary>When <see cref="HandleTimeout"/> wants to be called, if nothing else is before.</summary>
    public DateTimeOffset? NextDeadline
    {
        get
        {
            var channels = _channels.NextDeadline;
            return CanFetch && _common.Deadline is { } common && !(channels < common) ? common : channels;
        }
    }

    private bool CanFetch => _signedIn || _common.State is not null;

    /// <summary>Takes the next thing to do.</summary>
    public bool TryTakeOutput([MaybeNullWhen(false)] out UpdateMachineOutput output) => _outputs.TryDequeue(out output);

    /// <summary>The account is logged in: asks for the state, or for what came since the stored one.</summary>
    public void HandleSignedIn(DateTimeOffset now)
    {
        _signedIn = true;
        HandleMissed(now);
    }

    /// <summary>Updates may have been missed: a new session, a new connection, a full queue, an object that could not be read.</summary>
    /// <param name="now">The time.</param>
    /// <param name="alsoInChannels">Whether channels are asked one by one. The server names those that have moved in the common difference.</param>
    public void HandleMissed(DateTimeOffset now, bool alsoInChannels = true)
    {
        _common.Pacer.Want();
        if (alsoInChannels)
        {
            foreach (var channel in _channels.All)
            {
                channel.Pacer.Want();
                _channels.Schedule(channel);
            }
        }

        Settle(now);
    }

    /// <summary>An update came that can't be read. If it had a number, the gap behind it shows.</summary>
    public void HandleUnreadable(long? channelId, ReadOnlyMemory<byte> bytes) =>
        _outputs.Enqueue(new UpdateMachineOutput.Unreadable(channelId, bytes));

    /// <summary>Updates that the server pushed, or that the result of a call of our own carried.</summary>
    public void HandleUpdates(UpdatesBase updates, DateTimeOffset now)
    {
        _common.Pacer.Heard(now);
        switch (updates)
        {
            case UpdatesTooLong:
                _common.Pacer.Want();
                break;
            case UpdateShort u:
                HandleContainer(UpdateContainer.Unordered(u.Update, u.Date), now);
                break;
            case UpdateShortMessage u:
                HandleShort(ShortUpdates.Expand(u, _peers), u.Pts, u.PtsCount, u.Date, now);
                break;
            case UpdateShortChatMessage u:
                HandleShort(ShortUpdates.Expand(u, _peers), u.Pts, u.PtsCount, u.Date, now);
                break;
            case UpdateShortSentMessage u:
                // Without the request that it answers nobody knows the message, but its numbers count.
                OfferPts(u.Pts, u.PtsCount, null, now);
                break;
            case UpdatesCombined u:
                HandleContainer(new UpdateContainer(u.Updates, u.SeqStart, u.Seq, u.Date), now);
                break;
            case Schema.Updates u:
                HandleContainer(new UpdateContainer(u.UpdatesValue, u.Seq, u.Seq, u.Date), now);
                break;
        }

        Settle(now);
    }

    /// <summary>Numbers that a call of our own took without an update (<c>messages.affectedMessages</c>).</summary>
    /// <param name="channelId">The channel in which the call was made, or null.</param>
    /// <param name="pts">The number after the call; 0 if it changed nothing.</param>
    /// <param name="ptsCount">How many numbers it took.</param>
    /// <param name="now">The time.</param>
    public void HandleAffected(long? channelId, int pts, int ptsCount, DateTimeOffset now)
    {
        if (pts == 0)
            return;
        if (channelId is null)
            OfferPts(pts, ptsCount, null, now);
        else if (_channels.Find(channelId.Value) is { } channel)
            OfferChannel(channel, pts, ptsCount, null, now);
        Settle(now);
    }

    /// <summary>A dialog list gave a channel's pts; one that is followed already keeps its own.</summary>
    public void HandleChannelPts(long channelId, int pts, DateTimeOffset now)
    {
        if (pts > 0)
            Follow(channelId, pts, now);
    }

    /// <summary>Time has passed.</summary>
    public void HandleTimeout(DateTimeOffset now) => Settle(now);

    private void HandleShort(UpdateNewMessage? expanded, int pts, int ptsCount, int date, DateTimeOffset now)
    {
        if (expanded is not null)
            HandleContainer(UpdateContainer.Unordered(expanded, date), now);
        else if (!_common.Pts.IsCovered(pts, ptsCount))
            _common.Pacer.Want();
    }

    private void HandleContainer(UpdateContainer container, DateTimeOffset now)
    {
        if (container.Seq == 0)
        {
            Apply(container, now);
            return;
        }

        var count = container.Seq - container.SeqStart + 1;
        if (_common.Seq.IsCovered(container.Seq, count))
            return;

        // Channels have sequences of their own, and a few updates must not wait for anything.
        var inOrder = new List<UpdateBase>();
        foreach (var update in container.InOrder())
        {
            if (UpdatePlace.IsImmediate(update) || UpdatePlace.Of(update).Sequence == UpdateSequence.ChannelPts || update is UpdateChannelTooLong)
                Route(update, now);
            else
                inOrder.Add(update);
        }

        container = container with { Updates = inOrder };
        if (_common.Seq.Offer(container.Seq, count, container, now) != SequenceVerdict.Apply)
            return;
        Apply(container, now);
        DrainSeq(now);
    }

    private void Apply(UpdateContainer container, DateTimeOffset now)
    {
        var held = false;
        foreach (var update in container.InOrder())
            held |= Route(update, now) == SequenceVerdict.Hold;

        // "Date and seq are stored only after the updates were processed": what waits, or has yet to be fetched, is not processed yet. A date
        // behind which something is missing would hide it: the difference names the channels that have moved since.
        if (!held && _common.IsWhole)
            _common.Date = Math.Max(_common.Date, container.Date);
    }

    private SequenceVerdict Route(UpdateBase update, DateTimeOffset now)
    {
        var place = UpdatePlace.Of(update);
        switch (place.Sequence)
        {
            case UpdateSequence.Pts:
                if (_common.State is not null && !_common.Pts.IsCovered(place.Position, place.Count)
                    && ShortUpdates.IsFromStrangers(update, _peers))
                {
                    _common.Pacer.Want();
                    return SequenceVerdict.Hold;
                }

                return OfferPts(place.Position, place.Count, update, now);
            case UpdateSequence.Qts:
                return OfferQts(place.Position, update, now);
            case UpdateSequence.ChannelPts:
                return OfferChannel(Follow(place.ChannelId, place.Position - place.Count, now), place.Position, place.Count, update, now);
            default:
                RouteUnnumbered(update, now);
                return SequenceVerdict.Apply;
        }
    }

    private void RouteUnnumbered(UpdateBase update, DateTimeOffset now)
    {
        switch (update)
        {
            case UpdateChannelTooLong u:
                HandleChannelTooLong(u, now);
                break;
            case UpdatePtsChanged:
                // "The common message box sequence PTS has changed, state has to be refetched using updates.getState."
                RefreshState(null);
                break;
            default:
                Deliver(update);
                break;
        }
    }

    private SequenceVerdict OfferPts(int pts, int count, UpdateBase? update, DateTimeOffset now)
    {
        var verdict = _common.Pts.Offer(pts, count, update, now);
        if (verdict == SequenceVerdict.Apply)
        {
            Deliver(update);
            DrainPts();
        }

        return verdict;
    }

    private SequenceVerdict OfferQts(int qts, UpdateBase update, DateTimeOffset now)
    {
        var verdict = _common.Qts.Offer(qts, 1, update, now);
        if (verdict == SequenceVerdict.Apply)
        {
            Deliver(update);
            DrainPts();
        }

        return verdict;
    }

    private void DrainPts()
    {
        while (_common.Pts.TryTakeNext(out var update) || _common.Qts.TryTakeNext(out update))
            Deliver(update);
    }

    private void DrainSeq(DateTimeOffset now)
    {
        while (_common.Seq.TryTakeNext(out var container))
            Apply(container, now);
    }

    private void Deliver(UpdateBase? update)
    {
        if (update is not null)
            Deliver(update, UpdateSpan.Of(UpdatePlace.Of(update)), _common.State);
    }

    private void Deliver(UpdateBase update, UpdateSpan? span, CommonState? mark)
    {
        NoteMembership(update);
        _lastMark = mark;
        _outputs.Enqueue(new UpdateMachineOutput.Deliver(update, StateMark.OfCommon(_lastMark), span));
    }

    private void Settle(DateTimeOffset now)
    {
        if (_lastMark != _common.State)
        {
            _lastMark = _common.State;
            _outputs.Enqueue(new UpdateMachineOutput.Moved(StateMark.OfCommon(_lastMark)));
        }

        if (CanFetch && _common.Deadline <= now)
            BeginCommon();
        while (_channels.TryTakeDue(now, out var channel))
            BeginChannel(channel);
    }
}

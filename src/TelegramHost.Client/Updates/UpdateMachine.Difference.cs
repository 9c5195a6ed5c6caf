using TelegramHost.Schema;

namespace TelegramHost.Client.Updates;

internal sealed partial class UpdateMachine
{
    /// <summary>The answer to <see cref="UpdateMachineOutput.FetchState"/>.</summary>
    public void HandleState(long call, UpdatesState state, DateTimeOffset now)
    {
        if (!_common.Pacer.IsAwaited(call))
            return;
        var start = state.Pts;
        var isFirst = _common.State is null;
        var loss = _refresh?.Loss;
        // What was pushed before the answer came is at hand and not lost, though it may be counted in this state already; after a login
        // nothing of it is old news either. Only where the numbers are new ones altogether it says nothing.
        if (isFirst || loss is not null)
            start = Math.Min(start, _common.Pts.LowestHeldStart ?? start);
        if (_common.State is { } before && loss is { } cause && (cause != UpdateLossCause.Skipped || before.Pts != start))
            _outputs.Enqueue(new UpdateMachineOutput.Lost(null, before.Pts, start, cause));

        _refresh = null;
        _common.Qts.Jump(Math.Min(state.Qts, _common.Qts.LowestHeldStart ?? state.Qts), now);
        _common.Pts.Jump(start, now);
        _common.Seq.Jump(Math.Min(state.Seq, _common.Seq.LowestHeldStart ?? state.Seq), now);
        _common.Date = state.Date;
        if (isFirst)
            _outputs.Enqueue(new UpdateMachineOutput.StateBegun(_common.State!.Value));
        EndCommon(progressed: true, now);
    }

    /// <summary>The answer to <see cref="UpdateMachineOutput.FetchDifference"/>.</summary>
    public void HandleDifference(long call, UpdatesDifferenceBase difference, DateTimeOffset now)
    {
        if (!_common.Pacer.IsAwaited(call) || _common.State is not { } before)
            return;
        var limit = _totalLimit;
        _totalLimit = null;
        switch (difference)
        {
            case UpdatesDifferenceEmpty d:
                JumpCommon(new UpdatesState { Pts = before.Pts, Qts = before.Qts, Seq = d.Seq, Date = d.Date, UnreadCount = 0 }, now);
                EndCommon(progressed: false, now);
                break;
            case UpdatesDifference d:
                DeliverDifference(d.NewMessages, d.NewEncryptedMessages, d.OtherUpdates, before, d.State, now);
                JumpCommon(d.State, now);
                EndCommon(progressed: true, now);
                break;
            case UpdatesDifferenceSlice d:
                DeliverDifference(d.NewMessages, d.NewEncryptedMessages, d.OtherUpdates, before, d.IntermediateState, now);
                JumpCommon(d.IntermediateState, now);
                ContinueCommon(progressed: _common.State != before, now);
                break;
            case UpdatesDifferenceTooLong d when limit < d.Pts - before.Pts:
                var begin = d.Pts - limit.Value;
                _outputs.Enqueue(new UpdateMachineOutput.Lost(null, before.Pts, begin, UpdateLossCause.Skipped));
                _common.Pts.Jump(begin, now);
                ContinueCommon(progressed: true, now);
                break;
            case UpdatesDifferenceTooLong d:
                _outputs.Enqueue(new UpdateMachineOutput.Lost(null, before.Pts, d.Pts, UpdateLossCause.TooLong));
                _common.Pts.Jump(d.Pts, now);
                ContinueCommon(progressed: _common.State != before, now);
                break;
        }
    }

    /// <summary>A state or difference could not be had.</summary>
    public void HandleDifferenceFailed(long call, DifferenceFault fault, DateTimeOffset now)
    {
        if (!_common.Pacer.IsAwaited(call))
            return;
        if (fault is DifferenceFault.StateInvalid or DifferenceFault.Unreadable && _refresh is null)
            _refresh = new StateRefresh(fault == DifferenceFault.Unreadable ? UpdateLossCause.Unreadable : UpdateLossCause.StateInvalid);
        _common.Pacer.Failed(now);
        // What fits on without the difference goes through meanwhile; what lies behind the hole keeps waiting for it.
        _common.Freeze(false);
        DrainSeq(now);
        DrainPts();
        Settle(now);
    }

    private void BeginCommon()
    {
        var call = ++_lastCall;
        _common.Pacer.Begin(call);
        _common.Freeze(true);
        _outputs.Enqueue(_common.State is { } state && _refresh is null
            ? new UpdateMachineOutput.FetchDifference(call, state, _totalLimit)
            : new UpdateMachineOutput.FetchState(call));
    }

    private void SkipBacklog()
    {
        if (_common.State is not null)
            RefreshState(UpdateLossCause.Skipped);
        foreach (var channel in _channels.All.ToList())
        {
            // How much was left out shows when the channel speaks again.
            _skipped[channel.ChannelId] = channel.Pts;
            Forget(channel);
        }
    }

    private void LimitBacklog(int limit)
    {
        _totalLimit = limit;
        foreach (var channel in _channels.All)
            _limited[channel.ChannelId] = limit;
    }

    private void RefreshState(UpdateLossCause? loss)
    {
        _refresh = new StateRefresh(loss);
        _common.Pacer.Want();
    }

    private void ContinueCommon(bool progressed, DateTimeOffset now)
    {
        _common.Pacer.Ended(now, progressed);
        _common.Pacer.Want();
        Settle(now);
    }

    private void EndCommon(bool progressed, DateTimeOffset now)
    {
        _outputs.Enqueue(new UpdateMachineOutput.CaughtUp(null));
        _common.Freeze(false);
        DrainSeq(now);
        DrainPts();
        // An empty answer is in vain only if something still waits for what it should have brought.
        _common.Pacer.Ended(now, progressed || _common.HoleSince is null);
        if (_common.TakeOverflow())
            _common.Pacer.Want();
        Settle(now);
    }

    private void JumpCommon(UpdatesState state, DateTimeOffset now)
    {
        var covered = new List<UpdateContainer>();
        _common.Jump(state, now, covered);

        // Their unnumbered updates came with the difference; numbered ones are dropped as duplicates where they did too.
        foreach (var update in covered.SelectMany(container => container.InOrder()))
        {
            if (UpdatePlace.Of(update).Sequence != UpdateSequence.None)
                Route(update, now);
        }
    }

    private void DeliverDifference(
        MessageBase[] messages, EncryptedMessageBase[] encrypted, UpdateBase[] others, CommonState before, UpdatesState to, DateTimeOffset now)
    {
        var span = before.Pts == to.Pts && before.Qts != to.Qts
            ? new UpdateSpan(UpdateSpan.Qts, before.Qts, to.Qts)
            : new UpdateSpan(UpdateSpan.Pts, before.Pts, to.Pts);
        for (var i = 0; i < messages.Length; i++)
        {
            Deliver(
                new UpdateNewMessage { Message = messages[i], Pts = 0, PtsCount = 0 },
                UpdateSpan.OfMessage(i, messages.Length, UpdateSpan.Pts, before.Pts, to.Pts),
                before);
        }

        foreach (var message in encrypted)
            Deliver(new UpdateNewEncryptedMessage { Message = message, Qts = 0 }, new UpdateSpan(UpdateSpan.Qts, before.Qts, to.Qts), before);
        var pts = new DifferenceNumbers(others, UpdateSequence.Pts, before.Pts);
        var qts = new DifferenceNumbers(others, UpdateSequence.Qts, before.Qts);
        for (var i = 0; i < others.Length; i++)
        {
            var update = others[i];
            var mark = before with { Pts = pts.At(i), Qts = qts.At(i) };
            // They are complete and in order, so the account's numbers are not checked; a channel's sequence is another one.
            switch (UpdatePlace.Of(update))
            {
                case { Sequence: UpdateSequence.Pts or UpdateSequence.Qts } place:
                    Deliver(update, UpdateSpan.Of(place), mark);
                    break;
                case { Sequence: UpdateSequence.None } when update is not (UpdateChannelTooLong or UpdatePtsChanged):
                    Deliver(update, span, mark);
                    break;
                default:
                    Route(update, now);
                    break;
            }
        }
    }
}

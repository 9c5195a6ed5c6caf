using TelegramHost.Schema;

namespace TelegramHost.Client.Updates;

internal sealed partial class UpdateMachine
{
    private readonly Dictionary<long, int> _skipped = [];

    // How far back the first difference of a channel may begin; where the server stands has to be known before.
    private readonly Dictionary<long, int> _limited = [];

    /// <summary>The answer to <see cref="UpdateMachineOutput.FetchChannelDifference"/>.</summary>
    public void HandleChannelDifference(long call, long channelId, UpdatesChannelDifferenceBase difference, DateTimeOffset now)
    {
        if (_channels.Find(channelId) is not { } channel || !channel.Pacer.IsAwaited(call))
            return;
        var before = channel.Pts;
        switch (difference)
        {
            case UpdatesChannelDifferenceEmpty d:
                JumpChannel(channel, d.Pts, now);
                EndChannel(channel, d.Final, progressed: channel.Pts != before, d.Timeout, now);
                break;
            case UpdatesChannelDifference d:
                var box = UpdateSpan.Channel(channelId);
                for (var i = 0; i < d.NewMessages.Length; i++)
                {
                    DeliverChannel(
                        channel,
                        new UpdateNewChannelMessage { Message = d.NewMessages[i], Pts = 0, PtsCount = 0 },
                        UpdateSpan.OfMessage(i, d.NewMessages.Length, box, before, d.Pts),
                        before);
                }

                var numbers = new DifferenceNumbers(d.OtherUpdates, UpdateSequence.ChannelPts, before);
                for (var i = 0; i < d.OtherUpdates.Length; i++)
                {
                    var update = d.OtherUpdates[i];
                    // Complete and in order as well; updates of another sequence take their own way.
                    var place = UpdatePlace.Of(update);
                    if (place.ChannelId == channelId)
                        DeliverChannel(channel, update, UpdateSpan.Of(place), numbers.At(i));
                    else if (place.Sequence == UpdateSequence.None && update is not UpdateChannelTooLong)
                        DeliverChannel(channel, update, new UpdateSpan(box, before, d.Pts), numbers.At(i));
                    else
                        Route(update, now);
                }

                JumpChannel(channel, d.Pts, now);
                EndChannel(channel, d.Final, progressed: true, d.Timeout, now);
                NoteMembership(channel, d.Chats, d.Final && channel.Pts == d.Pts);
                break;
            case UpdatesChannelDifferenceTooLong { Dialog: Dialog { Pts: { } pts } } d:
                // Its messages are a snapshot of the newest ones, not updates.
                _outputs.Enqueue(new UpdateMachineOutput.Lost(channelId, before, pts, UpdateLossCause.TooLong));
                JumpChannel(channel, pts, now);
                EndChannel(channel, d.Final, progressed: channel.Pts != before, d.Timeout, now);
                NoteMembership(channel, d.Chats, d.Final && channel.Pts == pts);
                break;
            default:
                _outputs.Enqueue(new UpdateMachineOutput.Lost(channelId, before, null, UpdateLossCause.TooLong));
                StartOver(channel, now);
                break;
        }

        Settle(now);
    }

    /// <summary>The answer to <see cref="UpdateMachineOutput.FetchChannelPts"/>.</summary>
    public void HandleChannelPosition(long call, long channelId, int pts, DateTimeOffset now)
    {
        if (_channels.Find(channelId) is not { } channel || !channel.Pacer.IsAwaited(call))
            return;
        if (_limited.Remove(channelId, out var limit) && pts - limit > channel.Pts)
        {
            _outputs.Enqueue(new UpdateMachineOutput.Lost(channelId, channel.Pts, pts - limit, UpdateLossCause.Skipped));
            JumpChannel(channel, pts - limit, now);
        }

        if (_placeless.Contains(channelId) && !TryPlace(channel, pts, now))
        {
            channel.Pacer.Failed(now);
            Thaw(channel);
            return;
        }

        EndChannel(channel, final: pts <= channel.Pts, progressed: true, timeout: null, now);
        Settle(now);
    }

    /// <summary>A channel's difference could not be had.</summary>
    public void HandleChannelDifferenceFailed(long call, long channelId, DifferenceFault fault, DateTimeOffset now)
    {
        if (_channels.Find(channelId) is not { } channel || !channel.Pacer.IsAwaited(call))
            return;
        switch (fault)
        {
            case DifferenceFault.Transient:
                channel.Pacer.Failed(now);
                Thaw(channel);
                break;
            case DifferenceFault.Inaccessible:
                _outputs.Enqueue(new UpdateMachineOutput.Lost(channelId, channel.Pts, null, UpdateLossCause.ChannelInaccessible));
                Forget(channel);
                break;
            default:
                var cause = fault == DifferenceFault.Unreadable ? UpdateLossCause.Unreadable : UpdateLossCause.StateInvalid;
                if (!_placeless.Contains(channelId))
                    _outputs.Enqueue(new UpdateMachineOutput.Lost(channelId, channel.Pts, channel.Box.LowestHeldStart, cause));
                StartOver(channel, now);
                break;
        }

        Settle(now);
    }

    private void HandleChannelTooLong(UpdateChannelTooLong update, DateTimeOffset now)
    {
        if (_channels.Find(update.ChannelId) is { } channel)
        {
            if (update.Pts is null || update.Pts > channel.Pts)
                channel.Pacer.Want();
            _channels.Schedule(channel);
        }
        else if (update.Pts is { } pts and > 0)
        {
            // Nothing is known of what came before; it is followed from here on.
            if (!_skipped.ContainsKey(update.ChannelId))
                _outputs.Enqueue(new UpdateMachineOutput.Lost(update.ChannelId, 0, pts, UpdateLossCause.TooLong));
            Follow(update.ChannelId, pts, now);
        }
        else
        {
            _outputs.Enqueue(new UpdateMachineOutput.Lost(update.ChannelId, 0, null, UpdateLossCause.TooLong));
        }
    }

    /// <summary>Begins to follow a channel, which is known from then on: whatever becomes of its first update, the next start asks for it.</summary>
    private ChannelSequence Follow(long channelId, int pts, DateTimeOffset now)
    {
        if (_channels.Find(channelId) is { } known)
            return known;
        var channel = _channels.GetOrAdd(channelId, pts, now);
        NoteFollowed(channelId, pts);
        if (_open.Contains(channelId))
            channel.Pacer.Want();
        return channel;
    }

    private void NoteFollowed(long channelId, int pts)
    {
        _outputs.Enqueue(new UpdateMachineOutput.ChannelFollowed(channelId, pts));
        if (_skipped.Remove(channelId, out var from) && from < pts)
            _outputs.Enqueue(new UpdateMachineOutput.Lost(channelId, from, pts, UpdateLossCause.Skipped));
    }

    private SequenceVerdict OfferChannel(ChannelSequence channel, int pts, int count, UpdateBase? update, DateTimeOffset now)
    {
        channel.Pacer.Heard(now);
        if (_placeless.Contains(channel.ChannelId))
            TryPlace(channel, pts - count, now);
        var verdict = channel.Box.Offer(pts, count, update, now);
        if (verdict == SequenceVerdict.Apply)
        {
            DeliverChannel(channel, update);
            DrainChannel(channel);
        }
        else if (verdict == SequenceVerdict.Duplicate && update is not null && pts <= _openedAt.GetValueOrDefault(channel.ChannelId))
        {
            DeliverChannel(channel, update);
        }

        _channels.Schedule(channel);
        return verdict;
    }

    private void DrainChannel(ChannelSequence channel)
    {
        while (channel.Box.TryTakeNext(out var update))
            DeliverChannel(channel, update);
    }

    private void DeliverChannel(ChannelSequence channel, UpdateBase? update)
    {
        if (update is null)
            _outputs.Enqueue(new UpdateMachineOutput.Moved(channel.Mark));
        else
            DeliverChannel(channel, update, UpdateSpan.Of(UpdatePlace.Of(update)), channel.Pts);
    }

    private void DeliverChannel(ChannelSequence channel, UpdateBase update, UpdateSpan? span, int pts)
    {
        NoteMembership(update);
        _outputs.Enqueue(new UpdateMachineOutput.Deliver(update, StateMark.OfChannel(channel.ChannelId, pts), span));
    }

    private void BeginChannel(ChannelSequence channel)
    {
        var call = ++_lastCall;
        channel.Pacer.Begin(call);
        channel.Box.IsFrozen = true;
        _outputs.Enqueue(_limited.ContainsKey(channel.ChannelId) || _placeless.Contains(channel.ChannelId)
            ? new UpdateMachineOutput.FetchChannelPts(call, channel.ChannelId)
            : new UpdateMachineOutput.FetchChannelDifference(call, channel.ChannelId, channel.Pts, _options.ChannelDifferenceLimit));
    }

    private void JumpChannel(ChannelSequence channel, int pts, DateTimeOffset now)
    {
        var before = channel.Pts;
        channel.Box.Jump(pts, now);
        if (pts != before)
            _outputs.Enqueue(new UpdateMachineOutput.Moved(channel.Mark));
    }

    private void EndChannel(ChannelSequence channel, bool final, bool progressed, int? timeout, DateTimeOffset now)
    {
        if (final)
        {
            _outputs.Enqueue(new UpdateMachineOutput.CaughtUp(channel.ChannelId));
            Thaw(channel);
        }

        channel.Pacer.Ended(now, progressed || (final && channel.Box.HoleSince is null));
        if (channel.Box.TakeOverflow() || !final)
            channel.Pacer.Want();
        if (_open.Contains(channel.ChannelId))
            channel.Pacer.AskAt(now + PauseOf(timeout));
        _channels.Schedule(channel);
    }

    private void Thaw(ChannelSequence channel)
    {
        channel.Box.IsFrozen = false;
        DrainChannel(channel);
        _channels.Schedule(channel);
    }

    /// <summary>
    /// The stored pts is of no use: the channel is followed again from the first update that waits, or from the next to come. An open one may
    /// be one of which none comes by itself.
    /// </summary>
    private void StartOver(ChannelSequence channel, DateTimeOffset now)
    {
        if (channel.Box.LowestHeldStart is not { } start)
        {
            if (_open.Contains(channel.ChannelId))
            {
                _placeless.Add(channel.ChannelId);
                channel.Pacer.Failed(now);
                Thaw(channel);
                return;
            }

            Forget(channel);
            return;
        }

        _placeless.Remove(channel.ChannelId);
        JumpChannel(channel, start, now);
        EndChannel(channel, final: true, progressed: true, timeout: null, now);
    }

    private void Forget(ChannelSequence channel)
    {
        _channels.Remove(channel.ChannelId);
        _limited.Remove(channel.ChannelId);
        _placeless.Remove(channel.ChannelId);
        _openedAt.Remove(channel.ChannelId);
        _outputs.Enqueue(new UpdateMachineOutput.ChannelForgotten(channel.ChannelId));
    }
}

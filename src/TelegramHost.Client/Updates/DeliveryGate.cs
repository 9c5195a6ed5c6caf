using System.Buffers.Binary;
using System.Globalization;
using System.Threading.Channels;
using Microsoft.Extensions.Logging;
using TelegramHost.Client.Model;
using TelegramHost.Client.Peers;
using TelegramHost.Client.Rpc;
using TelegramHost.Schema;
using TelegramHost.Tl;

namespace TelegramHost.Client.Updates;

/// <summary>Lets updates out to the application: their numbers are reserved before, they get their type, and are acknowledged after.</summary>
internal sealed class DeliveryGate(
    OwnMessages own, ModelFactory model, TimeSpan albumWindow, UpdateState handled, ChannelWriter<UpdateDelivery> deliveries, ILogger logger)
{
    private readonly UpdateFactory _factory = new(model);
    private readonly AlbumBox _albums = new(albumWindow);
    private readonly HandledBefore _handledBefore = new(handled.Ahead);

    /// <summary>What has been handled; its state is the one to store.</summary>
    public DeliveryLedger Ledger { get; } = new(handled);

    /// <summary>What may have gone out; its marks are stored with what is handled.</summary>
    public ReservationBook Reservations { get; } = new(handled.Reserved);

    /// <summary>Stores <see cref="Reservations"/>; without it nothing is said about repeats.</summary>
    public Func<CancellationToken, ValueTask>? Store { get; set; }

    /// <summary>Hears of <c>updateConfig</c> and <c>updateDcOptions</c>; MUST return at once.</summary>
    public Action<UpdateBase>? ConfigChanged { get; set; }

    /// <summary>Hears of <c>updateLoginToken</c>; MUST return at once.</summary>
    public Action? LoginCodeScanned { get; set; }

    /// <summary>When <see cref="HandleTimeoutAsync"/> wants to be called.</summary>
    public DateTimeOffset? NextDeadline => _albums.NextDeadline;

    /// <summary>Reserves numbers for what is about to go out, of all sequences in one write if one is needed: enough of each to begin with.</summary>
    public ValueTask ReserveAsync(IEnumerable<UpdateMachineOutput> outputs, CancellationToken cancellationToken)
    {
        var isReserved = true;
        foreach (var output in outputs)
        {
            switch (output)
            {
                case UpdateMachineOutput.Deliver deliver:
                    isReserved &= Reservations.Prepare(deliver.Span, MessagePlace.Of(deliver.Update));
                    break;
                case UpdateMachineOutput.ChannelFollowed followed:
                    Ledger.Follow(followed.ChannelId, followed.Pts);
                    break;
                case UpdateMachineOutput.StateBegun begun:
                    Ledger.Begin(begun.State);
                    isReserved = false;
                    break;
            }
        }

        return isReserved || Store is not { } store ? ValueTask.CompletedTask : store(cancellationToken);
    }

    /// <summary>Delivers an update; waits while the application has enough to do.</summary>
    public async ValueTask DeliverAsync(UpdateMachineOutput.Deliver deliver, DateTimeOffset now, CancellationToken cancellationToken)
    {
        own.Note(deliver.Update);
        switch (deliver.Update)
        {
            case UpdateConfig or UpdateDcOptions:
                ConfigChanged?.Invoke(deliver.Update);
                break;
            case UpdateLoginToken:
                LoginCodeScanned?.Invoke();
                break;
        }

        if (_handledBefore.Has(deliver.Update))
        {
            Ledger.Move(deliver.Mark);
            return;
        }

        var message = MessagePlace.Of(deliver.Update);
        if (!Reservations.TryReserve(deliver.Span, message) && Store is { } store)
            await store(cancellationToken).ConfigureAwait(false);
        var update = TypedOf(deliver.Update);
        update.Arrived(deliver.Update, Reservations.MayBeRepeat(deliver.Span, message));
        await WriteAsync(update, Ledger.Enter(deliver.Mark, message, deliver.Span?.UpTo ?? 0), now, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Everything that was missed is here, of the account or of a channel: what comes from now on is new.</summary>
    public void CaughtUp(long? channelId)
    {
        _handledBefore.CaughtUp(channelId);
        Reservations.CaughtUp(channelId);
    }

    /// <summary>Time has passed: lets out albums that have waited long enough.</summary>
    public ValueTask HandleTimeoutAsync(DateTimeOffset now, CancellationToken cancellationToken)
    {
        _albums.HandleTimeout(now);
        return FlushAsync(cancellationToken);
    }

    /// <summary>Reports updates that can't be had any more; the state moves past them only once that is handled.</summary>
    public ValueTask ReportAsync(UpdateMachineOutput.Lost lost, DateTimeOffset now, CancellationToken cancellationToken)
    {
        UpdatesLog.Lost(logger, lost.ChannelId, lost.FromPts, lost.ToPts, lost.Cause);
        Diagnostics.LostUpdates.Add(1, new KeyValuePair<string, object?>("cause", lost.Cause.ToString()));
        var update = new UpdatesLost { Channel = ChannelOf(lost.ChannelId), FromPts = lost.FromPts, ToPts = lost.ToPts, Cause = lost.Cause };
        return WriteAsync(update, Ledger.EnterInPlace(lost.ChannelId), now, cancellationToken);
    }

    /// <summary>Delivers the bytes of an update that can't be read.</summary>
    public ValueTask ReportAsync(UpdateMachineOutput.Unreadable unreadable, DateTimeOffset now, CancellationToken cancellationToken)
    {
        var constructor = BinaryPrimitives.ReadUInt32LittleEndian(unreadable.Bytes.Span);
        UpdatesLog.Unreadable(logger, unreadable.Bytes.Length, constructor.ToString("x8", CultureInfo.InvariantCulture));
        Diagnostics.UnreadableUpdates.Add(1);
        var update = new UnreadableUpdate { Constructor = constructor, Bytes = unreadable.Bytes, Channel = ChannelOf(unreadable.ChannelId) };
        return WriteAsync(update, Ledger.EnterInPlace(unreadable.ChannelId), now, cancellationToken);
    }

    private ValueTask WriteAsync(Update update, Action completed, DateTimeOffset now, CancellationToken cancellationToken)
    {
        _albums.Handle(new UpdateDelivery(update, completed), now);
        return FlushAsync(cancellationToken);
    }

    private async ValueTask FlushAsync(CancellationToken cancellationToken)
    {
        while (_albums.TryTake(out var delivery))
            await deliveries.WriteAsync(delivery, cancellationToken).ConfigureAwait(false);
    }

    private static PeerId? ChannelOf(long? channelId) => channelId is { } id ? PeerId.Channel(id) : null;

    private Update TypedOf(UpdateBase update)
    {
        try
        {
            return _factory.Create(update);
        }
        catch (Exception exception) when (exception is ArgumentException or TlFormatException or InvalidOperationException)
        {
            UpdatesLog.NotTyped(logger, update.GetType().Name, exception);
            return new RawUpdate();
        }
    }
}

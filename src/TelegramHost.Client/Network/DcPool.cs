using TelegramHost.MtProto.Session;

namespace TelegramHost.Client.Network;

/// <summary>The connections of one client: made when first needed, for calls and for parts of files apart. All of a data centre share its key.</summary>
internal sealed class DcPool : IAsyncDisposable
{
    // One that is overdue already is closed by the timer, too.
    private static readonly TimeSpan _shortestWait = TimeSpan.FromMilliseconds(1);

    private readonly SenderSetup _setup;
    private readonly Lock _gate = new();
    private readonly Dictionary<int, DcSlots> _centers = [];
    private readonly List<Sender> _retiring = [];
    private readonly List<Task> _closing = [];
    private readonly ITimer _sweep;
    private readonly TaskCompletionSource _failed = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private Exception? _reason;
    private bool _isDisposed;

    /// <summary>A pool without connections.</summary>
    public DcPool(SenderSetup setup)
    {
        _setup = setup;
        _sweep = setup.Time.CreateTimer(static pool => ((DcPool)pool!).Sweep(), this, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
    }

    /// <summary>The account's data centre.</summary>
    public int HomeDc => _setup.Session.Current.HomeDc;

    /// <summary>Fails when the main connection ends for a reason that a person has to look at; never ends otherwise.</summary>
    public Task Failed => _failed.Task;

    /// <summary>The main connection, which is made if there is none.</summary>
    public Sender Home
    {
        get
        {
            lock (_gate)
                return Choose(HomeDc, isTransfer: false);
        }
    }

    /// <summary>Sends a boxed function to data centre <paramref name="dc"/> and answers the boxed result.</summary>
    /// <remarks>Parts of files go on connections of their own. The wait for the answer holds no lock.</remarks>
    public Task<byte[]> InvokeAsync(
        int dc, ReadOnlyMemory<byte> body, RequestKind kind, string method, SequencePlace? place, CancellationToken cancellationToken)
    {
        Sender sender;
        lock (_gate)
        {
            sender = Choose(dc, kind.IsFilePart);
            // Inside, so that nobody takes the connection for idle in between.
            sender.Enter();
        }

        return sender.InvokeAsync(body, kind, method, place, cancellationToken);
    }

    /// <summary>Has every connection try, or prove that it is alive, at once.</summary>
    public void TryNow()
    {
        lock (_gate)
        {
            foreach (var sender in _centers.Values.SelectMany(static slots => slots.All))
                sender.TryNow();
        }
    }

    /// <summary>Makes <paramref name="dc"/> the account's data centre, for good.</summary>
    /// <remarks>Calls that are under way at the old one end there.</remarks>
    public async Task MoveHomeAsync(int dc, CancellationToken cancellationToken)
    {
        if (dc == HomeDc)
            return;
        await _setup.Session.UpdateAsync(snapshot => snapshot with { HomeDc = dc }, cancellationToken).ConfigureAwait(false);
        NetworkLog.HomeChanged(_setup.Logger, dc);
        // Both change their part: the old one may no longer receive updates, the new one may have been made without. One that
        // another call has made since the move plays its part already.
        List<Sender> replaced = [];
        lock (_gate)
        {
            ThrowIfClosed();
            foreach (var slots in _centers.Values)
                replaced.AddRange(slots.TakeOut(sender => sender.Purpose != ConnectionPurpose.Transfer && sender.Purpose != PurposeAt(sender.Dc, isTransfer: false)));
            _retiring.AddRange(replaced);
        }

        // Calls under way there are told where to go, each for itself; nobody has to know that another one was first.
        foreach (var sender in replaced)
            _ = RetireAsync(sender);
    }

    /// <inheritdoc/>
    public ValueTask DisposeAsync() => CloseAsync(reason: null);

    /// <summary>Closes all connections; calls under way, and those that come too late, fail with <paramref name="reason"/> or hear that the client was stopped.</summary>
    public async ValueTask CloseAsync(Exception? reason)
    {
        Task[] closing;
        lock (_gate)
        {
            if (_isDisposed)
                return;
            (_isDisposed, _reason) = (true, reason);
            foreach (var sender in _retiring.Concat(_centers.Values.SelectMany(static slots => slots.All)))
                Close(sender);
            _centers.Clear();
            closing = [.. _closing];
        }

        await _sweep.DisposeAsync().ConfigureAwait(false);
        await Task.WhenAll(closing).ConfigureAwait(false);
        _setup.Keys.Dispose();
    }

    private async Task RetireAsync(Sender sender)
    {
        await sender.RetireAsync().ConfigureAwait(false);
        lock (_gate)
            _retiring.Remove(sender);
    }

    private Sender Choose(int dc, bool isTransfer)
    {
        ThrowIfClosed();
        if (!_centers.TryGetValue(dc, out var slots))
            _centers.Add(dc, slots = new DcSlots(_setup.Options.Connection.MaxConnectionsPerDataCenter));
        // One that has given up is replaced, and its next user gets a fresh try; but the main one ends the client.
        foreach (var faulted in slots.TakeOut(static sender => sender.HasGivenUp && sender.Purpose != ConnectionPurpose.Main))
            Close(faulted);
        var purpose = PurposeAt(dc, isTransfer);
        if (slots.Choose(purpose) is { } sender)
            return sender;
        sender = new Sender(dc, purpose, _setup);
        slots.Add(sender);
        sender.Start();
        _closing.Add(WatchAsync(sender));
        if (purpose != ConnectionPurpose.Main)
            PlanSweep();
        return sender;
    }

    private ConnectionPurpose PurposeAt(int dc, bool isTransfer) =>
        isTransfer && _setup.Options.Connection.MaxConnectionsPerDataCenter > 1 ? ConnectionPurpose.Transfer
        : dc == HomeDc ? ConnectionPurpose.Main
        : ConnectionPurpose.Calls;

    /// <summary>Closes what nobody has used for a while.</summary>
    private void Sweep()
    {
        lock (_gate)
        {
            if (_isDisposed)
                return;
            foreach (var sender in _centers.Values.SelectMany(slots => slots.TakeOut(sender => IdleLeft(sender) <= TimeSpan.Zero)))
            {
                NetworkLog.IdleClosed(_setup.Logger, sender.Dc, sender.Purpose);
                Close(sender);
            }

            PlanSweep();
        }
    }

    private void PlanSweep()
    {
        var next = _centers.Values.SelectMany(static slots => slots.All).Select(IdleLeft).Append(TimeSpan.MaxValue).Min();
        if (next < _shortestWait)
            next = _shortestWait;
        _sweep.Change(next == TimeSpan.MaxValue ? Timeout.InfiniteTimeSpan : next, Timeout.InfiniteTimeSpan);
    }

    /// <summary>How much longer a connection may be without use.</summary>
    private TimeSpan IdleLeft(Sender sender)
    {
        var limit = _setup.Options.Connection.IdleConnectionTimeout;
        if (sender.Purpose == ConnectionPurpose.Main || limit == Timeout.InfiniteTimeSpan)
            return TimeSpan.MaxValue;
        return sender.Load > 0 ? limit : limit - _setup.Time.GetElapsedTime(sender.IdleSince);
    }

    private void ThrowIfClosed()
    {
        if (_isDisposed)
            throw _reason ?? new TransportException("The client was stopped before the call was sent.");
    }

    private void Close(Sender sender)
    {
        _closing.RemoveAll(static task => task.IsCompleted);
        _closing.Add(sender.CloseAsync(_reason).AsTask());
    }

    private async Task WatchAsync(Sender sender)
    {
        try
        {
            await sender.Completion.ConfigureAwait(false);
        }
        catch (Exception exception)
        {
            NetworkLog.SenderFailed(_setup.Logger, exception, sender.Dc);
            if (sender.Purpose == ConnectionPurpose.Main && sender.Dc == HomeDc)
                _failed.TrySetException(exception);
        }
    }
}

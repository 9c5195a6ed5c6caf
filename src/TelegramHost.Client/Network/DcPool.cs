using TelegramHost.MtProto.Session;

namespace TelegramHost.Client.Network;

/// <summary>The connections of one client: made when first needed, for calls and for parts of files apart. All of a data centre share its key.</summary>
internal sealed class DcPool(SenderSetup setup) : IAsyncDisposable
{
    private readonly Lock _gate = new();
    private readonly Dictionary<int, DcSlots> _centers = [];
    private readonly List<Sender> _retiring = [];
    private readonly TaskCompletionSource _failed = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private bool _isDisposed;

    /// <summary>The account's data centre.</summary>
    public int HomeDc => setup.Session.Current.HomeDc;

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

    /// <summary>Whether packets come in from the account's data centre at the moment.</summary>
    public bool IsHomeConnected
    {
        get
        {
            lock (_gate)
                return _centers.TryGetValue(HomeDc, out var slots) && slots.All.Any(sender => sender is { Purpose: ConnectionPurpose.Main, IsConnected: true });
        }
    }

    /// <summary>Sends a boxed function to data centre <paramref name="dc"/> and answers the boxed result.</summary>
    /// <remarks>Parts of files go on connections of their own. The wait for the answer holds no lock.</remarks>
    public Task<byte[]> InvokeAsync(int dc, ReadOnlyMemory<byte> body, RequestKind kind, string method, CancellationToken cancellationToken)
    {
        // It is begun inside, so that nobody takes the connection for idle in between.
        lock (_gate)
            return Choose(dc, kind.IsFilePart).InvokeAsync(body, kind, method, cancellationToken);
    }

    /// <summary>Makes <paramref name="dc"/> the account's data centre, for good.</summary>
    public async Task MoveHomeAsync(int dc, CancellationToken cancellationToken)
    {
        if (dc == HomeDc)
            return;
        await setup.Session.UpdateAsync(snapshot => snapshot with { HomeDc = dc }, cancellationToken).ConfigureAwait(false);
        NetworkLog.HomeChanged(setup.Logger, dc);
        // Both change their part: the old one may no longer receive updates, the new one may have been made without. One that
        // another call has made since the move plays its part already.
        List<Sender> replaced = [];
        lock (_gate)
        {
            ObjectDisposedException.ThrowIf(_isDisposed, this);
            foreach (var slots in _centers.Values)
                replaced.AddRange(slots.TakeOut(sender => sender.Purpose != ConnectionPurpose.Transfer && sender.Purpose != PurposeAt(sender.Dc, isTransfer: false)));
            _retiring.AddRange(replaced);
        }

        // Calls under way there are told where to go, each for itself; nobody has to know that another one was first.
        foreach (var sender in replaced)
            _ = RetireAsync(sender);
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        List<Sender> senders;
        lock (_gate)
        {
            _isDisposed = true;
            senders = [.. _centers.Values.SelectMany(slots => slots.All), .. _retiring];
            _centers.Clear();
        }

        foreach (var sender in senders)
            await sender.DisposeAsync().ConfigureAwait(false);
        setup.Keys.Dispose();
    }

    private async Task RetireAsync(Sender sender)
    {
        await sender.RetireAsync().ConfigureAwait(false);
        lock (_gate)
            _retiring.Remove(sender);
    }

    private Sender Choose(int dc, bool isTransfer)
    {
        ObjectDisposedException.ThrowIf(_isDisposed, this);
        if (!_centers.TryGetValue(dc, out var slots))
            _centers.Add(dc, slots = new DcSlots(setup.Options.Connection.MaxConnectionsPerDataCenter));
        var purpose = PurposeAt(dc, isTransfer);
        if (slots.Choose(purpose) is { } sender)
            return sender;
        sender = new Sender(dc, purpose, setup);
        slots.Add(sender);
        sender.Start();
        _ = WatchAsync(sender);
        return sender;
    }

    private ConnectionPurpose PurposeAt(int dc, bool isTransfer) =>
        isTransfer && setup.Options.Connection.MaxConnectionsPerDataCenter > 1 ? ConnectionPurpose.Transfer
        : dc == HomeDc ? ConnectionPurpose.Main
        : ConnectionPurpose.Calls;

    private async Task WatchAsync(Sender sender)
    {
        try
        {
            await sender.Completion.ConfigureAwait(false);
        }
        catch (Exception exception)
        {
            NetworkLog.SenderFailed(setup.Logger, exception, sender.Dc);
            if (sender.Purpose == ConnectionPurpose.Main && sender.Dc == HomeDc)
                _failed.TrySetException(exception);
        }
    }
}

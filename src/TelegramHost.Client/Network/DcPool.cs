
namespace TelegramHost.Client.Network;

/// <summary>The senders of one client, one for each data centre; made when first needed. Keys are made one at a time for each.</summary>
internal sealed class DcPool(SenderSetup setup) : IAsyncDisposable
{
    private readonly Lock _gate = new();
    private readonly Dictionary<int, Sender> _senders = [];
    private readonly TaskCompletionSource _failed = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private bool _isDisposed;

    /// <summary>The account's data centre.</summary>
    public int HomeDc => setup.Session.Current.HomeDc;

    /// <summary>Fails when the main connection ends for a reason that a person has to look at; never ends otherwise.</summary>
    public Task Failed => _failed.Task;

    /// <summary>Whether packets come in from the account's data centre at the moment.</summary>
    public bool IsHomeConnected
    {
        get
        {
            lock (_gate)
                return _senders.TryGetValue(HomeDc, out var sender) && sender.IsConnected;
        }
    }

    /// <summary>The sender to the account's data centre.</summary>
    public Sender Home => Get(HomeDc);

    /// <summary>The sender to data centre <paramref name="dc"/>.</summary>
    public Sender Get(int dc)
    {
        lock (_gate)
        {
            ObjectDisposedException.ThrowIf(_isDisposed, this);
            // One that has given up is replaced, and its next user gets a fresh try; but the main one ends the client.
            if (_senders.TryGetValue(dc, out var sender) && (dc == HomeDc || !sender.Completion.IsFaulted))
                return sender;
            sender = new Sender(dc, ReceivesUpdates(dc), setup);
            _senders[dc] = sender;
            sender.Start();
            _ = WatchAsync(sender);
            return sender;
        }
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
            foreach (var sender in _senders.Values.Where(sender => sender.ReceivesUpdates != ReceivesUpdates(sender.Dc)).ToList())
            {
                _senders.Remove(sender.Dc);
                replaced.Add(sender);
            }
        }

        foreach (var sender in replaced)
            await sender.DisposeAsync().ConfigureAwait(false);
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        List<Sender> senders;
        lock (_gate)
        {
            _isDisposed = true;
            senders = [.. _senders.Values];
            _senders.Clear();
        }

        foreach (var sender in senders)
            await sender.DisposeAsync().ConfigureAwait(false);
    }

    private bool ReceivesUpdates(int dc) => dc == HomeDc && setup.Options.Updates.Enabled;

    private async Task WatchAsync(Sender sender)
    {
        try
        {
            await sender.Completion.ConfigureAwait(false);
        }
        catch (Exception exception)
        {
            NetworkLog.SenderFailed(setup.Logger, exception, sender.Dc);
            if (sender.Dc == HomeDc)
                _failed.TrySetException(exception);
        }
    }
}

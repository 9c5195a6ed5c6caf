using TelegramHost.MtProto;

namespace TelegramHost.Client.Network;

/// <summary>Has the next temporary key, and a connection for it, ready while the current one still carries calls.</summary>
internal sealed class KeySuccession(int dc, bool media, SenderSetup setup) : IConnecting
{
    // As often as the pause doubles; the settings limit it before.
    private const int MostDoublings = 20;

    private DateTimeOffset _lastChange = DateTimeOffset.MinValue;
    private int _shortLives;
    private int _attempts;

    /// <summary>Waits until <paramref name="current"/> should be followed by another key, and has that made unless another connection has.</summary>
    /// <param name="current">The key that is in use.</param>
    /// <param name="running">The connection with the current key.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <returns>The key, and a connection on which only its making has been talked about; both belong to the caller. Null if the running one was over before.</returns>
    public async Task<(DialedConnection Dialed, DcKey Key)?> NextAsync(TemporaryKey current, Task running, CancellationToken cancellationToken)
    {
        using var over = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var next = NextAsync(current, over.Token);
        if (await Task.WhenAny(next, running).ConfigureAwait(false) == next && next.IsCompletedSuccessfully)
            return await next.ConfigureAwait(false);
        await running.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        await over.CancelAsync().ConfigureAwait(false);
        try
        {
            var (dialed, key) = await next.ConfigureAwait(false);
            key.Dispose();
            await dialed.CloseAsync().ConfigureAwait(false);
            return null;
        }
        catch (OperationCanceledException)
        {
            // The caller hears from the connection why it was over.
            return null;
        }
    }

    // What a person has to look at is found by the connection itself, once it has to be made anew.
    bool IConnecting.MayTryAgain(Exception fault) => fault is TransportException or HandshakeException or BindingRefusedException;

    void IConnecting.HandlePause(Exception fault, TimeSpan pause) =>
        NetworkLog.TemporaryKeyNotRenewed(setup.Logger, dc, fault.Message.TrimEnd('.'), pause.TotalSeconds);

    private async Task<(DialedConnection Dialed, DcKey Key)> NextAsync(TemporaryKey current, CancellationToken cancellationToken)
    {
        await WaitAsync(current, cancellationToken).ConfigureAwait(false);
        var next = await setup.TriesOf(this, dc).RunAsync(token => TryAsync(current, token), broken: null, cancellationToken).ConfigureAwait(false);
        _lastChange = setup.Clock.Now;
        return next;
    }

    private async Task WaitAsync(TemporaryKey current, CancellationToken cancellationToken)
    {
        while (true)
        {
            var corrected = current.TimeCorrected;
            var left = current.RenewAt - setup.Clock.Now;
            if (current.Ended.IsCancellationRequested || left <= TimeSpan.Zero)
                break;
            using var either = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, current.Ended);
            // No timer waits for more than 49 days.
            var sleep = left < TimeSpan.FromDays(1) ? left : TimeSpan.FromDays(1);
            await Task.WhenAny(Task.Delay(sleep, setup.Time, either.Token), corrected).ConfigureAwait(false);
            await either.CancelAsync().ConfigureAwait(false);
            cancellationToken.ThrowIfCancellationRequested();
        }

        // A server that does not keep a binding for even a minute is not asked for the next one at once.
        if (setup.Clock.Now - _lastChange >= TimeSpan.FromMinutes(1))
            _shortLives = 0;
        else
            await Task.Delay(PauseAfter(_shortLives++), setup.Time, cancellationToken).ConfigureAwait(false);
    }

    private TimeSpan PauseAfter(int shortLives)
    {
        var connection = setup.Options.Connection;
        var pause = connection.ReconnectDelay * Math.Pow(2, Math.Min(shortLives, MostDoublings));
        return pause < connection.MaxReconnectDelay ? pause : connection.MaxReconnectDelay;
    }

    private async Task<(DialedConnection Dialed, DcKey Key)> TryAsync(TemporaryKey current, CancellationToken cancellationToken)
    {
        var dialed = await setup.Dialer.DialAsync(dc, media, _attempts++, cancellationToken).ConfigureAwait(false);
        try
        {
            return (dialed, await setup.Keys.AcquireAsync(dc, dialed.Connection, cancellationToken, insteadOf: current).ConfigureAwait(false));
        }
        catch (Exception exception)
        {
            // Who gives up, as a rule because the running connection is over, has seen nothing wrong.
            if (exception is TransportException or HandshakeException)
                setup.Dialer.NoteFailed(dc, media, dialed.Route, exception);
            await dialed.CloseAsync().ConfigureAwait(false);
            throw;
        }
    }
}

using Microsoft.Extensions.Logging;
using TelegramHost.Client.Network;
using TelegramHost.Client.Rpc;
using TelegramHost.Schema;

namespace TelegramHost.Client;

/// <summary>Keeps the addresses of the data centres fresh: asks again when the server's configuration expires, and when it says that it has changed.</summary>
/// <remarks>Source: https://core.telegram.org/api/config</remarks>
internal sealed class ConfigKeeper(DcDirectory directory, TimeProvider time, ILogger logger)
{
    // What the server says is taken within reason: neither a question without pause nor none for weeks.
    private static readonly TimeSpan _shortestLife = TimeSpan.FromMinutes(1);
    private static readonly TimeSpan _longestLife = TimeSpan.FromDays(1);
    private static readonly TimeSpan _timerGrain = TimeSpan.FromMilliseconds(1);

    private readonly Mailbox<UpdateBase> _news = new(new WakeSignal());
    private long _receivedAt = time.GetTimestamp();
    private TimeSpan _life = _shortestLife;

    /// <summary>Takes a configuration from the server: stores its addresses and notes how long it is good for.</summary>
    /// <exception cref="SessionStoreException">The addresses could not be stored; they are known none the less.</exception>
    public ValueTask TakeAsync(Config config, CancellationToken cancellationToken)
    {
        // The difference of two of the server's own times: this machine's clock may be wrong.
        var life = TimeSpan.FromSeconds((double)config.Expires - config.Date);
        _life = life < _shortestLife ? _shortestLife : life > _longestLife ? _longestLife : life;
        _receivedAt = time.GetTimestamp();
        return directory.LearnAsync(config.DcOptions, cancellationToken);
    }

    /// <summary>Takes note of an update; only <c>updateConfig</c> and <c>updateDcOptions</c> mean something here.</summary>
    public void Handle(UpdateBase update)
    {
        if (update is UpdateConfig or UpdateDcOptions)
            _news.TryPost(update);
    }

    /// <summary>Runs until cancelled, which is its only end.</summary>
    public async Task RunAsync(IRpcInvoker invoker, CancellationToken cancellationToken)
    {
        await using var cancelled = cancellationToken.UnsafeRegister(static wake => ((WakeSignal)wake!).Set(), _news.Wake);
        await using var expiry = time.CreateTimer(static wake => ((WakeSignal)wake!).Set(), _news.Wake, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
        while (true)
        {
            cancellationToken.ThrowIfCancellationRequested();
            var left = _life - time.GetElapsedTime(_receivedAt);
            if (left > TimeSpan.Zero && _news.IsEmpty)
            {
                // A timer may fire early by a part of a millisecond, which is its grain.
                expiry.Change(left > _timerGrain ? left : _timerGrain, Timeout.InfiniteTimeSpan);
                await _news.Wake.WaitAsync().ConfigureAwait(false);
                continue;
            }

            await RefreshAsync(invoker, wantsAll: left <= TimeSpan.Zero, cancellationToken).ConfigureAwait(false);
        }
    }

    private async Task RefreshAsync(IRpcInvoker invoker, bool wantsAll, CancellationToken cancellationToken)
    {
        try
        {
            while (_news.TryTake(out var update))
            {
                if (update is UpdateDcOptions told)
                    await directory.LearnAsync(told.DcOptions, cancellationToken).ConfigureAwait(false);
                else
                    wantsAll = true;
            }

            if (wantsAll)
                await TakeAsync(await invoker.InvokeAsync(new HelpGetConfigRequest(), cancellationToken).ConfigureAwait(false), cancellationToken).ConfigureAwait(false);
        }
        catch (Exception exception) when (!cancellationToken.IsCancellationRequested)
        {
            // Whatever it was, a strategy of the application's too: the known addresses still serve, and the next try is a minute away.
            NetworkLog.ConfigNotRefreshed(logger, exception);
            _receivedAt = time.GetTimestamp();
            _life = _shortestLife;
        }
    }
}

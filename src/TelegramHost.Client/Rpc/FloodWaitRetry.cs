using Microsoft.Extensions.Logging;
using Polly.Retry;
using TelegramHost.Client.Network;
using TelegramHost.MtProto.Crypto;

namespace TelegramHost.Client.Rpc;

/// <summary>The strategy that sleeps through waits which the server asks for.</summary>
internal static class FloodWaitRetry
{
    private static readonly TimeSpan _longestJitter = TimeSpan.FromSeconds(5);

    /// <summary>The strategy's options.</summary>
    /// <param name="maxWaits">How many waits in a row one call sleeps through, at least 1.</param>
    /// <param name="entropy">Spreads those who wait for the same.</param>
    /// <param name="time">The clock of every wait.</param>
    /// <param name="logger">Hears of every wait.</param>
    public static RetryStrategyOptions<byte[]> Create(int maxWaits, IEntropy entropy, TimeProvider time, ILogger logger) => new()
    {
        Name = "FloodWait",
        MaxRetryAttempts = maxWaits,
        ShouldHandle = arguments => new(arguments.Outcome.Exception is FloodWaitException wait && IsSlept(wait, RpcPipelines.CallOf(arguments.Context), time)),
        // The server's word goes before any back-off of ours.
        DelayGenerator = arguments =>
        {
            var wait = ((FloodWaitException)arguments.Outcome.Exception!).RetryAfter;
            return new(wait + Jitter(wait, RpcPipelines.CallOf(arguments.Context).TimeLeft(time) - wait, entropy.Chance()));
        },
        OnRetry = arguments =>
        {
            RpcLog.FloodWait(logger, RpcPipelines.CallOf(arguments.Context).Method, arguments.RetryDelay.TotalSeconds);
            Diagnostics.FloodWait.Add(arguments.RetryDelay.TotalSeconds);
            return ValueTask.CompletedTask;
        },
    };

    // A wait that the total time can't hold is told now, not after sleeping in vain.
    private static bool IsSlept(FloodWaitException wait, RpcCall call, TimeProvider time) =>
        wait.IsSleepable && wait.RetryAfter <= call.MaxFloodWait && wait.RetryAfter < call.TimeLeft(time);

    /// <summary>Up to a tenth of the wait, never more than half of what the call has left after it.</summary>
    private static TimeSpan Jitter(TimeSpan wait, TimeSpan spare, double chance)
    {
        var tenth = wait / 10;
        var most = tenth < _longestJitter ? tenth : _longestJitter;
        return chance * (most < spare / 2 ? most : spare / 2);
    }
}

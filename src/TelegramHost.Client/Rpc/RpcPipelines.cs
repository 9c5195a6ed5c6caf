using Microsoft.Extensions.Logging;
using Polly;
using Polly.Retry;
using Polly.Timeout;
using TelegramHost.MtProto.Crypto;

namespace TelegramHost.Client.Rpc;

/// <summary>The strategies through which every call goes, from the outermost to the innermost.</summary>
/// <remarks>
/// Limits of sending, total timeout, flood wait, flood gate, migration, transient faults, the data centre's circuit, timeout of one try; around and inside them
/// what the application adds. A flood wait and a fault are counted apart: a server that asks for patience is not a server in trouble.
/// </remarks>
internal static class RpcPipelines
{
    /// <summary>The name of the strategy that limits all of a call.</summary>
    public const string TotalTimeout = "Total";

    /// <summary>The name of the strategy that limits one try.</summary>
    public const string AttemptTimeout = "Attempt";

    private const int MaxMigrations = 3;

    private static readonly ResiliencePropertyKey<RpcCall> _call = new("TelegramHost.Rpc.Call");

    /// <summary>The pipeline for all calls of one client.</summary>
    /// <remarks>It is typed: strategies of Polly's untyped builder carry every result through an adapter, half a kilobyte for each strategy and call.</remarks>
    /// <param name="options">Limits and delays.</param>
    /// <param name="moveHome">Makes another data centre the account's own.</param>
    /// <param name="homeDc">The account's own data centre.</param>
    /// <param name="entropy">Jitter.</param>
    /// <param name="time">The clock of every wait.</param>
    /// <param name="logger">Hears of every repetition.</param>
    public static ResiliencePipeline<byte[]> Create(
        ResilienceOptions options, Func<int, CancellationToken, Task> moveHome, Func<int> homeDc, IEntropy entropy, TimeProvider time, ILogger logger)
    {
        var limits = ResilienceLimits.Of(options);
        var telemetry = new ResilienceTelemetry(logger);
        var builder = new ResiliencePipelineBuilder<byte[]> { TimeProvider = time, Name = "Rpc", TelemetryListener = telemetry };
        AddApplication(StrategyPlace.Outside);
        if (options.SendLimits.Enabled)
        {
            var turns = new SendTurns(options.SendLimits, time);
            builder.AddStrategy(_ => new SendTurnStrategy(turns));
        }

        builder.AddTimeout(Limit(TotalTimeout, call =>
        {
            call.Start = time.GetTimestamp();
            return call.TotalTimeout;
        }));
        if (limits.MaxFloodWaits > 0)
            builder.AddRetry(FloodWaitRetry.Create(limits.MaxFloodWaits, entropy, time, logger));
        var gate = new FloodGate(time);
        builder.AddStrategy(_ => new FloodGateStrategy(gate));
        builder.AddRetry(Migration(moveHome, logger));
        if (limits.MaxRetries > 0)
            builder.AddRetry(Transient(limits.MaxRetries, options.RetryDelay, logger));
        if (options.Preset == ResiliencePreset.CircuitBreaker)
            builder.AddStrategy(_ => new DcCircuitStrategy(options.CircuitBreaker, homeDc, time, logger));
        var attempt = options.AttemptTimeout;
        builder.AddTimeout(Limit(AttemptTimeout, _ => attempt));
        AddApplication(StrategyPlace.Inside);
        return builder.Build();

        void AddApplication(StrategyPlace place)
        {
            var own = new ResiliencePipelineBuilder { TimeProvider = time, Name = $"Rpc.{place}", TelemetryListener = telemetry };
            if (options.ConfigureStrategies(own, place))
                builder.AddPipeline(own.Build());
        }
    }

    /// <summary>A context that tells the strategies of <paramref name="call"/>.</summary>
    public static ResilienceContext Enter(RpcCall call, CancellationToken cancellationToken)
    {
        var context = ResilienceContextPool.Shared.Get(call.Method, cancellationToken);
        context.Properties.Set(_call, call);
        return context;
    }

    /// <summary>The call of a context.</summary>
    public static RpcCall CallOf(ResilienceContext context) => context.Properties.GetValue(_call, null!);

    /// <summary>Ends what takes longer.</summary>
    // A generator, because the timeout proper may be a day at most.
    public static TimeoutStrategyOptions Limit(string name, Func<RpcCall, TimeSpan> limit) => new()
    {
        Name = name,
        TimeoutGenerator = arguments => new(limit(CallOf(arguments.Context))),
    };

    /// <summary>Follows the server's word that an account or a file lies elsewhere.</summary>
    public static RetryStrategyOptions<byte[]> Migration(Func<int, CancellationToken, Task> moveHome, ILogger logger) => new()
    {
        Name = "Migration",
        MaxRetryAttempts = MaxMigrations,
        Delay = TimeSpan.Zero,
        ShouldHandle = static arguments =>
            arguments.Outcome.Exception is RpcException error && CallOf(arguments.Context).MayMove && (RpcErrors.MovesHome(error, out _) || RpcErrors.MovesCall(error, out _))
                ? PredicateResult.True()
                : PredicateResult.False(),
        OnRetry = async arguments =>
        {
            var error = (RpcException)arguments.Outcome.Exception!;
            var call = CallOf(arguments.Context);
            if (RpcErrors.MovesHome(error, out var home))
            {
                RpcLog.Migrates(logger, call.Method, home);
                await moveHome(home, arguments.Context.CancellationToken).ConfigureAwait(false);
                call.Dc = null;
            }
            else if (RpcErrors.MovesCall(error, out var dc))
            {
                RpcLog.Migrates(logger, call.Method, dc);
                call.Dc = dc;
            }
        },
    };

    /// <summary>Repeats what may be repeated after a passing fault.</summary>
    public static RetryStrategyOptions<byte[]> Transient(int maxRetries, TimeSpan delay, ILogger logger) => new()
    {
        Name = "Transient",
        MaxRetryAttempts = maxRetries,
        Delay = delay,
        BackoffType = DelayBackoffType.Exponential,
        UseJitter = true,
        ShouldHandle = static arguments => CallOf(arguments.Context).MayRepeat && arguments.Outcome.Exception switch
        {
            RpcException error => RpcErrors.IsTransient(error),
            // Only the timeout of one try comes from within; the total one lies outside.
            TimeoutRejectedException => true,
            _ => false,
        }
            ? PredicateResult.True()
            : PredicateResult.False(),
        OnRetry = arguments =>
        {
            RpcLog.Repeats(logger, arguments.Outcome.Exception, CallOf(arguments.Context).Method, arguments.AttemptNumber + 1, arguments.RetryDelay.TotalSeconds);
            return ValueTask.CompletedTask;
        },
    };
}

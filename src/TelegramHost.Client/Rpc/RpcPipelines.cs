using Microsoft.Extensions.Logging;
using Polly;
using Polly.Retry;
using Polly.Timeout;

namespace TelegramHost.Client.Rpc;

/// <summary>The strategies through which every call goes, from the outermost to the innermost.</summary>
/// <remarks>
/// Limits of sending, total timeout, flood wait, migration, flood gate, transient faults, the data centre's circuit, timeout of one try; around and inside them
/// what the application adds. A flood wait and a fault are counted apart: a server that asks for patience is not a server in trouble.
/// </remarks>
internal static class RpcPipelines
{
    /// <summary>The name of the strategy that limits all of a call.</summary>
    public const string TotalTimeout = "Total";

    /// <summary>The name of the strategy that limits one try.</summary>
    public const string AttemptTimeout = "Attempt";

    public const int MaxMigrations = 3;

    private static readonly ResiliencePropertyKey<RpcCall> _call = new("TelegramHost.Rpc.Call");

    /// <summary>The pipeline for the calls of one client that have none of their own.</summary>
    /// <remarks>It is typed: strategies of Polly's untyped builder carry every result through an adapter, half a kilobyte for each strategy and call.</remarks>
    public static ResiliencePipeline<byte[]> Create(ResilienceOptions options, PipelineSetup setup)
    {
        var limits = ResilienceLimits.Of(options);
        var builder = Begin(TelegramPipeline.Rpc, setup);
        AddApplication(builder, options, TelegramPipeline.Rpc, StrategyPlace.Outside, setup);
        if (options.SendLimits.Enabled)
        {
            var turns = setup.TurnsBy(options.SendLimits);
            builder.AddStrategy(_ => new SendTurnStrategy(turns));
        }

        AddTotalTimeout(builder, setup);
        if (limits.MaxFloodWaits > 0)
            builder.AddRetry(FloodWaitRetry.Create(limits.MaxFloodWaits, setup.Entropy, setup.Time, setup.Logger));
        builder.AddRetry(Migration(MaxMigrations, setup));
        // Inside the migration: a wait counts for the data centre that asked for it, to which the next caller has yet to be sent.
        builder.AddStrategy(_ => new FloodGateStrategy(setup.FloodGate));
        if (limits.MaxRetries > 0)
            builder.AddRetry(Transient(limits.MaxRetries, options.RetryDelay, setup.Logger));
        if (options.Preset == ResiliencePreset.CircuitBreaker)
        {
            var circuits = setup.CircuitsBy(options.CircuitBreaker);
            builder.AddStrategy(_ => circuits);
        }

        AddAttemptTimeout(builder, options.AttemptTimeout);
        AddApplication(builder, options, TelegramPipeline.Rpc, StrategyPlace.Inside, setup);
        return builder.Build();
    }

    /// <summary>A builder with the client's clock and telemetry.</summary>
    public static ResiliencePipelineBuilder<byte[]> Begin(TelegramPipeline pipeline, PipelineSetup setup) =>
        new() { TimeProvider = setup.Time, Name = pipeline.ToString(), TelemetryListener = new ResilienceTelemetry(setup.Logger) };

    /// <summary>Adds what the application has for this place.</summary>
    public static void AddApplication(
        ResiliencePipelineBuilder<byte[]> builder, ResilienceOptions options, TelegramPipeline pipeline, StrategyPlace place, PipelineSetup setup)
    {
        var own = new ResiliencePipelineBuilder
        {
            TimeProvider = setup.Time,
            Name = $"{pipeline}.{place}",
            TelemetryListener = new ResilienceTelemetry(setup.Logger),
        };
        if (options.ConfigureStrategies(own, pipeline, place))
            builder.AddPipeline(own.Build());
    }

    /// <summary>Adds the limit of a whole call, which the call itself names.</summary>
    public static void AddTotalTimeout(ResiliencePipelineBuilder<byte[]> builder, PipelineSetup setup)
    {
        var time = setup.Time;
        builder.AddTimeout(Limit(TotalTimeout, call =>
        {
            call.Start = time.GetTimestamp();
            return call.TotalTimeout;
        }));
    }

    /// <summary>Adds the limit of one try.</summary>
    public static void AddAttemptTimeout(ResiliencePipelineBuilder<byte[]> builder, TimeSpan limit) =>
        builder.AddTimeout(Limit(AttemptTimeout, _ => limit));

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

    /// <summary>The strategy that follows a call, or the account, to the data centre that Telegram names.</summary>
    public static RetryStrategyOptions<byte[]> Migration(int maxMigrations, PipelineSetup setup) => new()
    {
        Name = "Migration",
        MaxRetryAttempts = maxMigrations,
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
                RpcLog.Migrates(setup.Logger, call.Method, home);
                await setup.MoveHome(home, arguments.Context.CancellationToken).ConfigureAwait(false);
                call.Dc = null;
            }
            else if (RpcErrors.MovesCall(error, out var dc))
            {
                RpcLog.Migrates(setup.Logger, call.Method, dc);
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

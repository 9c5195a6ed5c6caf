using Microsoft.Extensions.Logging;
using Polly;
using TelegramHost.MtProto.Crypto;

namespace TelegramHost.Client.Rpc;

/// <summary>The strategies through which parts of files go, from the outermost to the innermost.</summary>
/// <remarks>
/// Flood wait, flood gate, migration, transient faults, the data centre's circuit, timeout of one try. There is no limit of the whole: how
/// long a part waits in all follows from the others.
/// </remarks>
internal static class TransferPipelines
{
    /// <summary>The name of the strategy that limits one try.</summary>
    public const string PartTimeout = "Part";

    /// <summary>The pipeline of one direction, for all files of one client.</summary>
    /// <param name="direction">Names it.</param>
    /// <param name="options">Limits and delays of both directions.</param>
    /// <param name="moveHome">Makes another data centre the account's own.</param>
    /// <param name="homeDc">The account's own data centre.</param>
    /// <param name="entropy">Jitter.</param>
    /// <param name="time">The clock of every wait.</param>
    /// <param name="logger">Hears of every repetition.</param>
    public static ResiliencePipeline<byte[]> Create(
        TransferDirection direction, ResilienceOptions options, Func<int, CancellationToken, Task> moveHome, Func<int> homeDc, IEntropy entropy,
        TimeProvider time, ILogger logger)
    {
        var limits = ResilienceLimits.Of(options, direction);
        var transfer = direction == TransferDirection.Upload ? options.Upload : options.Download;
        var builder = new ResiliencePipelineBuilder<byte[]>
        {
            TimeProvider = time,
            Name = direction.ToString(),
            TelemetryListener = new ResilienceTelemetry(logger),
        };
        var setup = new PipelineSetup(moveHome, homeDc, entropy, time, logger);
        var pipeline = direction == TransferDirection.Upload ? TelegramPipeline.Upload : TelegramPipeline.Download;
        RpcPipelines.AddApplication(builder, options, pipeline, StrategyPlace.Outside, setup);
        builder.AddRetry(FloodWaitRetry.Create(limits.MaxFloodWaits, entropy, time, logger));
        var gate = new FloodGate(time);
        builder.AddStrategy(_ => new FloodGateStrategy(gate));
        builder.AddRetry(RpcPipelines.Migration(RpcPipelines.MaxMigrations, setup));
        if (limits.MaxRetries > 0)
            builder.AddRetry(RpcPipelines.Transient(limits.MaxRetries, transfer.RetryDelay, logger));
        if (options.Preset == ResiliencePreset.CircuitBreaker)
            builder.AddStrategy(_ => new DcCircuitStrategy(options.CircuitBreaker, homeDc, time, logger));
        builder.AddTimeout(RpcPipelines.Limit(PartTimeout, _ => transfer.PartTimeout));
        RpcPipelines.AddApplication(builder, options, pipeline, StrategyPlace.Inside, setup);
        return builder.Build();
    }
}

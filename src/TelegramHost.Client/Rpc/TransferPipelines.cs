using Polly;

namespace TelegramHost.Client.Rpc;

/// <summary>The strategies through which parts of files go, from the outermost to the innermost.</summary>
/// <remarks>
/// Flood wait, migration, flood gate, transient faults, the data centre's circuit, timeout of one try. There is no limit of the whole: how
/// long a part waits in all follows from the others.
/// </remarks>
internal static class TransferPipelines
{
    /// <summary>The name of the strategy that limits one try.</summary>
    public const string PartTimeout = "Part";

    /// <summary>The pipeline of one direction, for all files of one client.</summary>
    /// <param name="direction">Names it.</param>
    /// <param name="options">Limits and delays of both directions.</param>
    /// <param name="setup">What this direction shares with nobody else.</param>
    public static ResiliencePipeline<byte[]> Create(TransferDirection direction, ResilienceOptions options, PipelineSetup setup)
    {
        var limits = ResilienceLimits.Of(options, direction);
        var transfer = direction == TransferDirection.Upload ? options.Upload : options.Download;
        var pipeline = direction == TransferDirection.Upload ? TelegramPipeline.Upload : TelegramPipeline.Download;
        var builder = RpcPipelines.Begin(pipeline, setup);
        RpcPipelines.AddApplication(builder, options, pipeline, StrategyPlace.Outside, setup);
        builder.AddRetry(FloodWaitRetry.Create(limits.MaxFloodWaits, setup.Entropy, setup.Time, setup.Logger));
        builder.AddRetry(RpcPipelines.Migration(RpcPipelines.MaxMigrations, setup));
        builder.AddStrategy(_ => new FloodGateStrategy(setup.FloodGate));
        if (limits.MaxRetries > 0)
            builder.AddRetry(RpcPipelines.Transient(limits.MaxRetries, transfer.RetryDelay, setup.Logger));
        if (options.Preset == ResiliencePreset.CircuitBreaker)
        {
            var circuits = setup.CircuitsBy(options.CircuitBreaker);
            builder.AddStrategy(_ => circuits);
        }

        var partTimeout = transfer.PartTimeout;
        builder.AddTimeout(RpcPipelines.Limit(PartTimeout, _ => partTimeout));
        RpcPipelines.AddApplication(builder, options, pipeline, StrategyPlace.Inside, setup);
        return builder.Build();
    }
}

using Polly;

namespace TelegramHost.Client.Rpc;

/// <summary>The strategies of the application around each try to reach a data centre.</summary>
/// <remarks>
/// That tries are made for ever, with pauses that double, is the senders' own: a pause ends early when the network is back, and it counts
/// connections that broke as well as those that were never made, which no retry around one call can know.
/// </remarks>
internal static class ConnectPipeline
{
    /// <summary>The pipeline of one client; it does nothing unless the application has added to it.</summary>
    public static ResiliencePipeline Create(ResilienceOptions options, PipelineSetup setup)
    {
        var builder = new ResiliencePipelineBuilder
        {
            TimeProvider = setup.Time,
            Name = nameof(TelegramPipeline.Connect),
            TelemetryListener = new ResilienceTelemetry(setup.Logger),
        };
        options.ConfigureStrategies(builder, TelegramPipeline.Connect, StrategyPlace.Outside);
        options.ConfigureStrategies(builder, TelegramPipeline.Connect, StrategyPlace.Inside);
        return builder.Build();
    }
}

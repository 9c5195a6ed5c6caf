using Microsoft.Extensions.Logging.Abstractions;
using Polly;
using TelegramHost.Client.Rpc;

namespace TelegramHost.Client.Tests.Network;

/// <summary>Pipeline Connect for parts of the network that are tested without a client.</summary>
internal static class ConnectStrategies
{
    /// <summary>The pipeline of <paramref name="options"/>.</summary>
    public static Func<ResiliencePipeline> Of(TelegramClientOptions options, TimeProvider time)
    {
        var setup = new PipelineSetup((_, _) => Task.CompletedTask, () => 2, new SeededEntropy(), time, NullLogger.Instance);
        var pipeline = ConnectPipeline.Create(options.Connection, options.Resilience, setup);
        return () => pipeline;
    }
}

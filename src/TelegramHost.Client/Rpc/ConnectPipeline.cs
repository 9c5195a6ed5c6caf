using Polly;
using Polly.Retry;
using TelegramHost.Client.Network;
using TelegramHost.MtProto.Crypto;

namespace TelegramHost.Client.Rpc;

/// <summary>The strategies through which every connection is made: tries for ever, with pauses that double, and what the application adds around all and around each.</summary>
/// <remarks>
/// One way through it is one outage: it begins with the connection that broke, as the first try that has failed, and ends when a server has
/// spoken. So connections that are made and break at once are counted with those that were never made.
/// </remarks>
internal static class ConnectPipeline
{
    /// <summary>The pipeline of all connections of one client.</summary>
    public static ResiliencePipeline Create(ConnectionOptions connection, ResilienceOptions options, PipelineSetup setup)
    {
        var builder = new ResiliencePipelineBuilder
        {
            TimeProvider = setup.Time,
            Name = nameof(TelegramPipeline.Connect),
            TelemetryListener = new ResilienceTelemetry(setup.Logger),
        };
        options.ConfigureStrategies(builder, TelegramPipeline.Connect, StrategyPlace.Outside);
        builder.AddRetry(Reconnect(connection, setup.Entropy));
        options.ConfigureStrategies(builder, TelegramPipeline.Connect, StrategyPlace.Inside);
        return builder.Build();
    }

    private static RetryStrategyOptions Reconnect(ConnectionOptions connection, IEntropy entropy) => new()
    {
        Name = "Reconnect",
        MaxRetryAttempts = int.MaxValue,
        Delay = connection.ReconnectDelay,
        MaxDelay = connection.MaxReconnectDelay,
        BackoffType = DelayBackoffType.Exponential,
        UseJitter = true,
        Randomizer = entropy.Chance,
        // Too many connections: half the longest pause at least, however few have failed so far.
        DelayGenerator = arguments => new(
            arguments.Outcome.Exception is TransportException { Code: TransportErrors.Flood }
                ? connection.MaxReconnectDelay * (0.5 + (0.5 * entropy.Chance()))
                : null),
        ShouldHandle = static arguments => new(ConnectTries.Of(arguments.Context).MayTryAgain(arguments.Outcome.Exception)),
        OnRetry = static arguments =>
        {
            ConnectTries.Of(arguments.Context).HandlePause(arguments.Outcome.Exception!, arguments.RetryDelay);
            return ValueTask.CompletedTask;
        },
    };
}

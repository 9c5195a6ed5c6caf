using Microsoft.Extensions.Logging;
using Polly.Telemetry;

namespace TelegramHost.Client.Rpc;

/// <summary>Counts what the strategies do, those of the application too, and logs it for who looks closely.</summary>
internal sealed class ResilienceTelemetry(ILogger logger) : TelemetryListener
{
    /// <summary>Told beside the event of the strategy that handles the try.</summary>
    private const string Attempt = "ExecutionAttempt";

    /// <inheritdoc/>
    public override void Write<TResult, TArgs>(in TelemetryEventArguments<TResult, TArgs> args)
    {
        if (args.Event.Severity < ResilienceEventSeverity.Warning || args.Event.EventName == Attempt)
            return;
        var strategy = args.Source.StrategyName ?? "";
        Diagnostics.ResilienceEvents.Add(1, new("strategy", strategy), new("event", args.Event.EventName));
        RpcLog.StrategyActs(logger, strategy, args.Event.EventName, args.Context.OperationKey);
    }
}

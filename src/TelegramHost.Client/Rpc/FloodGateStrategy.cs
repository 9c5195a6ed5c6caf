using Polly;

namespace TelegramHost.Client.Rpc;

/// <summary>Answers a call that the server would send back to wait with that wait, without asking; and learns of new waits.</summary>
/// <remarks>It never sleeps: that is for the flood wait strategy around it, which treats its answer as the server's own.</remarks>
internal sealed class FloodGateStrategy(FloodGate gate) : ResilienceStrategy<byte[]>
{
    /// <inheritdoc/>
    protected override async ValueTask<Outcome<byte[]>> ExecuteCore<TState>(
        Func<ResilienceContext, TState, ValueTask<Outcome<byte[]>>> callback, ResilienceContext context, TState state)
    {
        var call = RpcPipelines.CallOf(context);
        if (gate.IsClosed(call, out var remembered) || call.Transfer?.Gate.IsClosed(call, out remembered) == true)
            return Outcome.FromException<byte[]>(remembered!);
        var outcome = await callback(context, state).ConfigureAwait(context.ContinueOnCapturedContext);
        if (outcome.Exception is FloodWaitException wait)
            GateOf(call, wait).Close(call, wait);
        return outcome;
    }

    // An account without Premium is slowed down file by file.
    private FloodGate GateOf(RpcCall call, FloodWaitException wait) =>
        wait.Kind == FloodWaitKind.Premium && call.Transfer is { } transfer ? transfer.Gate : gate;
}

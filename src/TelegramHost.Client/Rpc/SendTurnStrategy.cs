using Polly;

namespace TelegramHost.Client.Rpc;

/// <summary>Lets calls that post messages wait for their turn.</summary>
internal sealed class SendTurnStrategy(SendTurns turns) : ResilienceStrategy<byte[]>
{
    /// <inheritdoc/>
    protected override async ValueTask<Outcome<byte[]>> ExecuteCore<TState>(
        Func<ResilienceContext, TState, ValueTask<Outcome<byte[]>>> callback, ResilienceContext context, TState state)
    {
        var call = RpcPipelines.CallOf(context);
        if (call.PostTarget is { } target)
        {
            try
            {
                if (!call.DontWait)
                    await turns.WaitAsync(target, call.Messages, call.Priority, context.CancellationToken).ConfigureAwait(context.ContinueOnCapturedContext);
                else if (!turns.TryTake(target, call.Messages, call.Priority, out var left))
                    return Outcome.FromException<byte[]>(FloodWaitException.ForTurn(call.Method, left));
            }
            catch (OperationCanceledException exception)
            {
                return Outcome.FromException<byte[]>(exception);
            }
        }

        return await callback(context, state).ConfigureAwait(context.ContinueOnCapturedContext);
    }
}

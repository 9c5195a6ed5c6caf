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
                await turns.WaitAsync(target, call.Priority, context.CancellationToken).ConfigureAwait(context.ContinueOnCapturedContext);
            }
            catch (OperationCanceledException exception)
            {
                return Outcome.FromException<byte[]>(exception);
            }
        }

        return await callback(context, state).ConfigureAwait(context.ContinueOnCapturedContext);
    }
}

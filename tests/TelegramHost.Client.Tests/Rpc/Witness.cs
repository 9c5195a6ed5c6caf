using Polly;

namespace TelegramHost.Client.Tests.Rpc;

/// <summary>A strategy of an application that only looks on.</summary>
internal sealed class Witness(List<string?> seen) : ResilienceStrategy
{
    protected override ValueTask<Outcome<TResult>> ExecuteCore<TResult, TState>(
        Func<ResilienceContext, TState, ValueTask<Outcome<TResult>>> callback, ResilienceContext context, TState state)
    {
        seen.Add(context.OperationKey);
        return callback(context, state);
    }
}

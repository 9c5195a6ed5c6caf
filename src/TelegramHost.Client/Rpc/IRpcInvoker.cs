using TelegramHost.Tl;

namespace TelegramHost.Client.Rpc;

/// <summary>Calls Telegram's functions; all that the areas know of the network.</summary>
internal interface IRpcInvoker
{
    /// <summary>Calls a function and answers its result.</summary>
    /// <exception cref="RpcException">Telegram answered with an error.</exception>
    /// <exception cref="TransportException">The server could not be reached.</exception>
    /// <exception cref="RequestTimeoutException">No answer came in time.</exception>
    /// <exception cref="RequestOutcomeUnknownException">The call can't be repeated safely and its answer was lost.</exception>
    /// <exception cref="OperationCanceledException">The caller cancelled; a call that was already sent may still take effect.</exception>
    Task<TResult> InvokeAsync<TResult>(ITlRequest<TResult> request, CancellationToken cancellationToken = default);
}

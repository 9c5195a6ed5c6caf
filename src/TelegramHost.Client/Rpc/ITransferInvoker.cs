using TelegramHost.Tl;

namespace TelegramHost.Client.Rpc;

/// <summary>Makes the calls that move files, through pipelines of their own.</summary>
internal interface ITransferInvoker
{
    /// <summary>Makes a call of <paramref name="transfer"/>.</summary>
    /// <exception cref="RpcException">Telegram answered with an error.</exception>
    /// <exception cref="RequestTimeoutException">No try was answered in time.</exception>
    /// <exception cref="OperationCanceledException">The caller cancelled.</exception>
    Task<TResult> InvokeAsync<TResult>(ITlRequest<TResult> request, FileTransfer transfer, CancellationToken cancellationToken);
}

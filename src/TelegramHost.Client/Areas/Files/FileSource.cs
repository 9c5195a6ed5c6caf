using Microsoft.Extensions.Logging;
using TelegramHost.Client.Rpc;
using TelegramHost.Schema;

namespace TelegramHost.Client.Areas.Files;

/// <summary>Where the parts of one file come from: its master data centre, or the content delivery data centre that this one names.</summary>
/// <param name="invoker">Makes the calls.</param>
/// <param name="location">The file.</param>
/// <param name="size">Where it ends, if that is known.</param>
/// <param name="transfer">What its calls share.</param>
/// <param name="logger">Hears of where it goes.</param>
internal sealed class FileSource(ITransferInvoker invoker, InputFileLocationBase location, long? size, FileTransfer transfer, ILogger logger)
{
    // A token that expires at once again and again is no token.
    private const int MaxRedirects = 5;

    private CdnFile? _redirected;

    /// <summary>A part of the file, at most <paramref name="limit"/> bytes; fewer only at the file's end.</summary>
    /// <remarks>May be called for several parts at once. Source: https://core.telegram.org/api/files#downloading-files</remarks>
    public async Task<byte[]> ReadAsync(long offset, int limit, CancellationToken cancellationToken)
    {
        for (var redirects = 0; redirects < MaxRedirects; redirects++)
        {
            if (Volatile.Read(ref _redirected) is { } known)
            {
                try
                {
                    return await known.ReadAsync(offset, limit, size, cancellationToken).ConfigureAwait(false);
                }
                catch (RpcException exception) when (exception.Error is RpcErrorNames.FileTokenInvalid or RpcErrorNames.RequestTokenInvalid)
                {
                    // "Continue downloading the file from the master DC": it may well name another token.
                    FilesLog.TokenExpired(logger, exception.Error);
                    Interlocked.CompareExchange(ref _redirected, null, known);
                }
            }

            var request = new UploadGetFileRequest { Location = location, Offset = offset, Limit = limit, CdnSupported = true };
            var answer = await invoker.InvokeAsync(request, transfer, cancellationToken).ConfigureAwait(false);
            switch (answer)
            {
                case UploadFile file when file.Bytes.Length <= limit:
                    return file.Bytes;
                case UploadFileCdnRedirect redirect:
                    FilesLog.Redirected(logger, redirect.DcId);
                    Interlocked.CompareExchange(ref _redirected, new CdnFile(invoker, transfer, redirect, logger), null);
                    break;
                default:
                    throw new UnexpectedAnswerException(request.MethodName, $"at most {limit} bytes", answer.GetType().Name);
            }
        }

        throw new UnexpectedAnswerException("upload.getFile", "the file, or a token for it that lasts", nameof(UploadFileCdnRedirect));
    }
}

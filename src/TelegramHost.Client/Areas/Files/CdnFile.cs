using Microsoft.Extensions.Logging;
using TelegramHost.Client.Rpc;
using TelegramHost.Schema;

namespace TelegramHost.Client.Areas.Files;

/// <summary>A file in a content delivery data centre, behind the token that the master data centre gave for it.</summary>
/// <remarks>Source: https://core.telegram.org/cdn#getting-files-from-a-cdn</remarks>
internal sealed class CdnFile
{
    // A copy that was brought back may be thrown away again, but not for ever.
    private const int MaxReuploads = 3;

    private readonly ITransferInvoker _invoker;
    private readonly FileTransfer _master;
    private readonly FileTransfer _cdn;
    private readonly UploadFileCdnRedirect _redirect;
    private readonly CdnHashes _hashes = new();
    private readonly ILogger _logger;

    /// <summary>The file that <paramref name="redirect"/> names.</summary>
    /// <param name="invoker">Makes the calls.</param>
    /// <param name="master">The transfer, at the data centre that the redirect came from.</param>
    /// <param name="redirect">Where the file lies, and how it is encrypted.</param>
    /// <param name="logger">Hears of what is asked for.</param>
    /// <exception cref="UnexpectedAnswerException">The redirect is none that could be followed.</exception>
    public CdnFile(ITransferInvoker invoker, FileTransfer master, UploadFileCdnRedirect redirect, ILogger logger)
    {
        (_invoker, _master, _redirect, _logger) = (invoker, master, redirect, logger);
        if (redirect.EncryptionKey.Length != CdnSeal.KeyBytes || redirect.EncryptionIv.Length != CdnSeal.IvBytes || redirect.DcId <= 0)
            throw Unexpected("upload.getFile", "a key of 32 bytes, an iv of 16 and a data centre", redirect);
        _cdn = master.At(redirect.DcId);
        Learn(redirect.FileHashes, "upload.getFile");
    }

    /// <summary>A part of the file, checked; shorter than <paramref name="limit"/> only at the file's end, which the master data centre vouches for too.</summary>
    /// <param name="offset">Where the part begins.</param>
    /// <param name="limit">How long it is.</param>
    /// <param name="size">Where the file ends, if that is known.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <exception cref="ProtocolSecurityException">The data centre sent something else than the file.</exception>
    /// <exception cref="RpcException"><c>FILE_TOKEN_INVALID</c> or <c>REQUEST_TOKEN_INVALID</c>: the token has expired.</exception>
    public async Task<byte[]> ReadAsync(long offset, int limit, long? size, CancellationToken cancellationToken)
    {
        var request = new UploadGetCdnFileRequest { FileToken = _redirect.FileToken, Offset = offset, Limit = limit };
        for (var reuploads = 0; ; reuploads++)
        {
            var blocks = await GetBlocksAsync(offset, Math.Min(offset + limit, size ?? long.MaxValue), cancellationToken).ConfigureAwait(false);
            if (blocks.Count == 0)
                return [];
            var answer = await _invoker.InvokeAsync(request, _cdn, cancellationToken).ConfigureAwait(false);
            if (answer is UploadCdnFile file)
                return Open(offset, limit, blocks, file.Bytes);
            if (answer is not UploadCdnFileReuploadNeeded needed || reuploads == MaxReuploads)
                throw Unexpected(request.MethodName, $"the file after {reuploads} re-uploads", answer);
            await ReuploadAsync(needed, cancellationToken).ConfigureAwait(false);
        }
    }

    private byte[] Open(long offset, int limit, IReadOnlyList<FileHash> blocks, byte[] part)
    {
        var (lastEnd, end) = (blocks[^1].Offset + blocks[^1].Limit, offset + limit);
        var fault = lastEnd > end ? new CdnFault(CdnFaultKind.NotCovered, blocks[^1].Offset)
            : CdnSeal.Open(_redirect.EncryptionKey, _redirect.EncryptionIv, offset, blocks, part);
        return fault is { } found ? throw ProtocolSecurityException.Of(found, _redirect.DcId) : part;
    }

    private async Task ReuploadAsync(UploadCdnFileReuploadNeeded needed, CancellationToken cancellationToken)
    {
        FilesLog.AsksForReupload(_logger, _redirect.DcId);
        var request = new UploadReuploadCdnFileRequest { FileToken = _redirect.FileToken, RequestToken = needed.RequestToken };
        Learn(await _invoker.InvokeAsync(request, _master, cancellationToken).ConfigureAwait(false), request.MethodName);
    }

    /// <summary>The blocks of a part; fewer, or none, where the file ends by the word of the master data centre.</summary>
    private async Task<IReadOnlyList<FileHash>> GetBlocksAsync(long offset, long end, CancellationToken cancellationToken)
    {
        while (true)
        {
            var blocks = _hashes.Between(offset, end);
            var next = blocks.Count == 0 ? offset : blocks[^1].Offset + blocks[^1].Limit;
            if (next >= end)
                return blocks;
            var request = new UploadGetCdnFileHashesRequest { FileToken = _redirect.FileToken, Offset = next };
            var told = await _invoker.InvokeAsync(request, _master, cancellationToken).ConfigureAwait(false);
            Learn(told, request.MethodName);
            if (!told.Any(hash => hash.Offset + hash.Limit > next))
                return blocks;
            if (_hashes.Between(next, end).Count == 0)
                throw Unexpected(request.MethodName, $"the hash of a block that begins at {next}", told);
        }
    }

    private void Learn(FileHash[] told, string method)
    {
        if (!_hashes.TryAdd(told))
            throw Unexpected(method, "SHA-256 hashes of blocks of at most 1 MiB", told);
    }

    private static UnexpectedAnswerException Unexpected(string method, string expected, object got) => new(method, expected, got.GetType().Name);
}

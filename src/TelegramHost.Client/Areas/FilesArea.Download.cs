using System.Runtime.CompilerServices;
using TelegramHost.Client.Areas.Files;
using TelegramHost.Client.Rpc;
using TelegramHost.Schema;

namespace TelegramHost.Client.Areas;

public sealed partial class FilesArea
{
    /// <summary>Reads a file, part by part and in order. Nothing is asked for before the first part is wanted, and little ahead of the reader.</summary>
    /// <param name="location">The file, for example <c>inputDocumentFileLocation</c> with the id, the access hash and the file reference of a document.</param>
    /// <param name="dataCenter">Where it lies, as <c>document.dc_id</c> or <c>photo.dc_id</c> tell.</param>
    /// <param name="offset">Where to begin, in bytes. Default: at the start.</param>
    /// <param name="size">The file's length in bytes if it is known, as <c>document.size</c> tells: then nothing behind its end is asked for.</param>
    /// <param name="progress">Is told how many bytes of the file have been handed out or skipped, after each part.</param>
    /// <param name="cancellationToken">Ends it.</param>
    /// <returns>Parts of up to 512 KiB. Their memory belongs to the reader.</returns>
    /// <remarks>
    /// A file that Telegram keeps in a content delivery data centre is read there, and each block checked before it is handed out.
    /// Source: https://core.telegram.org/api/files#downloading-files
    /// </remarks>
    /// <exception cref="ArgumentOutOfRangeException">The offset is negative or behind the end, or the data centre or the size is no such number.</exception>
    /// <exception cref="FileReferenceExpiredException">The file reference is not valid any more: read the message again that the file is part of.</exception>
    /// <exception cref="RpcException">Telegram refused.</exception>
    /// <exception cref="RequestTimeoutException">A part did not come within <c>Telegram:Resilience:Download:PartTimeout</c>, however often it was asked for.</exception>
    /// <exception cref="ProtocolSecurityException">A content delivery data centre sent something else than the file; nothing of it was handed out.</exception>
    /// <exception cref="UnexpectedAnswerException">The file ended before <paramref name="size"/>, or an answer made no sense.</exception>
    /// <exception cref="OperationCanceledException">The caller cancelled.</exception>
    public IAsyncEnumerable<ReadOnlyMemory<byte>> ReadAsync(
        InputFileLocationBase location, int dataCenter, long offset = 0, long? size = null, IProgress<long>? progress = null,
        CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(location);
        ArgumentOutOfRangeException.ThrowIfLessThan(dataCenter, 1);
        ArgumentOutOfRangeException.ThrowIfNegative(offset);
        if (size < offset)
            throw new ArgumentOutOfRangeException(nameof(size), size, $"The file's size is less than the offset, {offset}.");
        var source = new FileSource(_invoker, location, size, Begin(TransferDirection.Download, dataCenter), _logger);
        return ReadPartsAsync(source, offset, size, progress, cancellationToken);
    }

    /// <summary>Downloads a file into a stream, which stays open.</summary>
    /// <param name="location">The file.</param>
    /// <param name="dataCenter">Where it lies.</param>
    /// <param name="destination">Where its bytes go, in order.</param>
    /// <param name="offset">Where to begin, in bytes. Default: at the start.</param>
    /// <param name="size">The file's length in bytes if it is known.</param>
    /// <param name="progress">Is told how many bytes of the file have been written or skipped, after each part.</param>
    /// <param name="cancellationToken">Ends it; what has been written stays.</param>
    /// <returns>How many bytes were written.</returns>
    /// <inheritdoc cref="ReadAsync" path="/exception"/>
    public async Task<long> DownloadAsync(
        InputFileLocationBase location, int dataCenter, Stream destination, long offset = 0, long? size = null, IProgress<long>? progress = null,
        CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(destination);
        var written = 0L;
        await foreach (var part in ReadAsync(location, dataCenter, offset, size, progress: null, cancellationToken).ConfigureAwait(false))
        {
            await destination.WriteAsync(part, cancellationToken).ConfigureAwait(false);
            written += part.Length;
            progress?.Report(offset + written);
        }

        return written;
    }

    /// <summary>Downloads a file into a file of this machine, which is there only once it is whole; one that was there before is replaced.</summary>
    /// <param name="location">The file.</param>
    /// <param name="dataCenter">Where it lies.</param>
    /// <param name="path">Where it goes. Until it is whole, its bytes are in a temporary file beside it, which is removed if the download fails.</param>
    /// <param name="size">The file's length in bytes if it is known.</param>
    /// <param name="progress">Is told how many bytes have been written, after each part.</param>
    /// <param name="cancellationToken">Ends it; nothing stays behind.</param>
    /// <returns>The file's length in bytes.</returns>
    /// <exception cref="IOException">The file can't be written.</exception>
    /// <inheritdoc cref="ReadAsync" path="/exception"/>
    public async Task<long> DownloadFileAsync(
        InputFileLocationBase location, int dataCenter, string path, long? size = null, IProgress<long>? progress = null,
        CancellationToken cancellationToken = default)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        var unfinished = $"{path}.{Guid.NewGuid():n}.part";
        try
        {
            long written;
            var file = new FileStream(unfinished, FileMode.CreateNew, FileAccess.Write, FileShare.None, bufferSize: 0, FileOptions.Asynchronous);
            await using (file.ConfigureAwait(false))
                written = await DownloadAsync(location, dataCenter, file, 0, size, progress, cancellationToken).ConfigureAwait(false);
            File.Move(unfinished, path, overwrite: true);
            return written;
        }
        finally
        {
            // Nothing happens if it bears its final name by now.
            File.Delete(unfinished);
        }
    }

    private async IAsyncEnumerable<ReadOnlyMemory<byte>> ReadPartsAsync(
        FileSource source, long offset, long? size, IProgress<long>? progress, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var start = offset / PartsInOrder.PartSize * PartsInOrder.PartSize;
        var (skip, position) = ((int)(offset - start), start);
        if (size > offset || size is null)
        {
            await foreach (var part in PartsInOrder.ReadAsync(source.ReadAsync, start, size, _options().Download.PartsInFlight, cancellationToken).ConfigureAwait(false))
            {
                position += part.Length;
                var rest = part.AsMemory(Math.Min(skip, part.Length));
                skip = 0;
                if (!rest.IsEmpty)
                    yield return rest;
                progress?.Report(position);
            }

            if (position < size)
                throw new UnexpectedAnswerException("upload.getFile", $"all {size} bytes of the file", $"an end after {position} bytes");
        }
    }
}

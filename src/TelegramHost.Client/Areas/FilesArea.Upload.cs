using System.Diagnostics.CodeAnalysis;
using System.Security.Cryptography;
using TelegramHost.Client.Areas.Files;
using TelegramHost.Client.Rpc;
using TelegramHost.Schema;
using TelegramHost.Tl;

namespace TelegramHost.Client.Areas;

public sealed partial class FilesArea
{
    // "If the file is larger than 10 MB": from there on in big parts, and without a checksum.
    private const long LargestSmallFile = 10 * 1024 * 1024;

    // What accounts with Premium may send; whether others may send as much the server decides.
    private const int MaxParts = 8000;

    /// <summary>Uploads bytes.</summary>
    /// <param name="content">The file's content, which must not change meanwhile.</param>
    /// <param name="fileName">The name that the file gets, with its extension; no path.</param>
    /// <param name="progress">Is told how many bytes have arrived in all, after each part.</param>
    /// <param name="cancellationToken">Stops the upload; parts that have arrived are forgotten by Telegram in time.</param>
    /// <remarks>Source: https://core.telegram.org/api/files#uploading-files</remarks>
    /// <exception cref="ArgumentException">There is nothing in it, or more than 4000 MiB.</exception>
    /// <exception cref="RpcException">Telegram refused a part.</exception>
    /// <exception cref="RequestTimeoutException">A part was not taken within <c>Telegram:Resilience:Upload:PartTimeout</c>, however often it was sent.</exception>
    /// <exception cref="OperationCanceledException">The caller cancelled.</exception>
    public Task<UploadedFile> UploadAsync(
        ReadOnlyMemory<byte> content, string fileName, IProgress<long>? progress = null, CancellationToken cancellationToken = default) =>
        UploadAsync(UploadContent.Of(content), fileName, progress, cancellationToken);

    /// <summary>Uploads what is left in a stream. The stream is read in order and stays open.</summary>
    /// <param name="content">Where the file comes from. It may be one that does not know its length, such as a network stream.</param>
    /// <param name="fileName">The name that the file gets, with its extension; no path.</param>
    /// <param name="progress">Is told how many bytes have arrived in all, after each part.</param>
    /// <param name="cancellationToken">Stops the upload; parts that have arrived are forgotten by Telegram in time.</param>
    /// <remarks>A part that Telegram loses can be sent again (<see cref="UseAsync"/>) only as long as a stream that can seek is open.</remarks>
    /// <inheritdoc cref="UploadAsync(ReadOnlyMemory{byte}, string, IProgress{long}?, CancellationToken)" path="/exception"/>
    public Task<UploadedFile> UploadAsync(Stream content, string fileName, IProgress<long>? progress = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(content);
        return UploadAsync(UploadContent.Of(content), fileName, progress, cancellationToken);
    }

    /// <summary>Uploads a file of this machine under its own name.</summary>
    /// <param name="path">The file, which must not change meanwhile.</param>
    /// <param name="progress">Is told how many bytes have arrived in all, after each part.</param>
    /// <param name="cancellationToken">Stops the upload; parts that have arrived are forgotten by Telegram in time.</param>
    /// <exception cref="IOException">The file can't be read, or has changed meanwhile.</exception>
    /// <inheritdoc cref="UploadAsync(ReadOnlyMemory{byte}, string, IProgress{long}?, CancellationToken)" path="/exception"/>
    public Task<UploadedFile> UploadFileAsync(string path, IProgress<long>? progress = null, CancellationToken cancellationToken = default)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        return UploadAsync(UploadContent.OfFile(path), Path.GetFileName(path), progress, cancellationToken);
    }

    /// <summary>Makes the call that uses an uploaded file, and sends the parts again that Telegram turns out to have lost.</summary>
    /// <param name="file">The file.</param>
    /// <param name="call">Makes the call; if a part is missing it is made once more, so a <c>random_id</c> belongs outside.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <example>
    /// <code>
    /// var file = await client.Files.UploadFileAsync("report.pdf");
    /// var request = new MessagesSendMediaRequest { Media = new InputMediaUploadedDocument { File = file.InputFile, … }, RandomId = id, … };
    /// await client.Files.UseAsync(file, token =&gt; client.InvokeAsync(request, token));
    /// </code>
    /// </example>
    /// <exception cref="RpcException">Telegram refused the call: with <c>FILE_PART_MISSING</c> if the part can't be read again.</exception>
    public async Task<TResult> UseAsync<TResult>(UploadedFile file, Func<CancellationToken, Task<TResult>> call, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(file);
        ArgumentNullException.ThrowIfNull(call);
        for (var again = 0; ; again++)
        {
            int part;
            try
            {
                return await call(cancellationToken).ConfigureAwait(false);
            }
            catch (RpcException exception) when (IsMissing(exception, file, out part) && again < file.Parts)
            {
                FilesLog.PartMissing(_logger, part);
            }

            var bytes = await file.Content.ReadAsync(part, cancellationToken).ConfigureAwait(false);
            var (id, total) = file.InputFile is InputFileBig big ? (big.Id, file.Parts) : (((InputFile)file.InputFile).Id, (int?)null);
            await SendAsync(PartOf(id, part, total, bytes), Begin(TransferDirection.Upload), cancellationToken).ConfigureAwait(false);
        }
    }

    private static bool IsMissing(RpcException exception, UploadedFile file, out int part)
    {
        part = exception.Argument ?? -1;
        return exception.Is(RpcErrorNames.FilePartMissing) && file.Content.CanReadAgain && part >= 0 && part < file.Parts;
    }

    private async Task<UploadedFile> UploadAsync(UploadContent content, string fileName, IProgress<long>? progress, CancellationToken cancellationToken)
    {
        ArgumentException.ThrowIfNullOrEmpty(fileName);
        if (content.Length > (long)MaxParts * UploadContent.PartSize)
            throw new ArgumentException($"The file has {content.Length} bytes; Telegram takes at most {(long)MaxParts * UploadContent.PartSize}.", nameof(content));
        var part = await content.ReadAsync(0, cancellationToken).ConfigureAwait(false);
        if (part.Length == 0)
            throw new ArgumentException("The file is empty, and Telegram takes no empty files.", nameof(content));

        var (id, isSmall) = (NextFileId(), content.Length <= LargestSmallFile);
        var known = content.Length is { } length ? (int)((length + UploadContent.PartSize - 1) / UploadContent.PartSize) : (int?)null;
        var (transfer, arrived, size, number) = (Begin(TransferDirection.Upload), new Arrived(progress), 0L, 0);
        using var checksum = Checksum();
        await using (var window = new PartWindow(_options().Upload.PartsInFlight, cancellationToken))
        {
            while (part.Length > 0)
            {
                await window.WaitAsync().ConfigureAwait(false);
                if (number == MaxParts)
                    throw new ArgumentException($"The stream has more than {(long)MaxParts * UploadContent.PartSize} bytes, the most that Telegram takes.", nameof(content));
                if (isSmall)
                    checksum.AppendData(part);
                size += part.Length;
                // One part is read ahead: which one is the last decides how it is sent.
                var next = number + 1 == known ? [] : await content.ReadAsync(number + 1, cancellationToken).ConfigureAwait(false);
                var total = isSmall ? (int?)null : known ?? (next.Length == 0 ? number + 1 : -1);
                var (request, sent) = (PartOf(id, number, total, part), part.Length);
                window.Start(async token =>
                {
                    await SendAsync(request, transfer, token).ConfigureAwait(false);
                    arrived.Add(sent);
                });
                (part, number) = (next, number + 1);
            }

            await window.FinishAsync().ConfigureAwait(false);
        }

        InputFileBase input = isSmall
            ? new InputFile { Id = id, Parts = number, Name = fileName, Md5Checksum = Convert.ToHexStringLower(checksum.GetHashAndReset()) }
            : new InputFileBig { Id = id, Parts = number, Name = fileName };
        return new UploadedFile(input, content, size, number);
    }

    // Small files have no count of parts in their calls.
    private static ITlRequest<bool> PartOf(long id, int part, int? total, byte[] bytes) => total is { } count
        ? new UploadSaveBigFilePartRequest { FileId = id, FilePart = part, FileTotalParts = count, Bytes = bytes }
        : new UploadSaveFilePartRequest { FileId = id, FilePart = part, Bytes = bytes };

    private async Task SendAsync(ITlRequest<bool> request, FileTransfer transfer, CancellationToken cancellationToken)
    {
        if (!await _invoker.InvokeAsync(request, transfer, cancellationToken).ConfigureAwait(false))
            throw new UnexpectedAnswerException(request.MethodName, "the word that the part was saved", "false");
    }

    [SuppressMessage("Security", "CA5351:Do Not Use Broken Cryptographic Algorithms", Justification = "Telegram's checksum of small files, which protects nothing.")]
    private static IncrementalHash Checksum() => IncrementalHash.CreateHash(HashAlgorithmName.MD5);

    private long NextFileId()
    {
        Span<byte> bytes = stackalloc byte[sizeof(long)];
        _entropy.Fill(bytes);
        return BitConverter.ToInt64(bytes);
    }

    /// <summary>Counts what has arrived; parts arrive in any order and at once.</summary>
    private sealed class Arrived(IProgress<long>? progress)
    {
        private readonly Lock _gate = new();
        private long _bytes;

        public void Add(int bytes)
        {
            // Told under the lock, so that the count never goes back in the eyes of who hears it.
            lock (_gate)
                progress?.Report(_bytes += bytes);
        }
    }
}

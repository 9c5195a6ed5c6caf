namespace TelegramHost.Client.Areas.Files;

/// <summary>What is uploaded, read part by part.</summary>
internal abstract class UploadContent
{
    /// <summary>How long a part is, but for the last: the longest that is allowed, and one of those of which 512 KiB is a multiple.</summary>
    /// <remarks>Source: https://core.telegram.org/api/files#uploading-files</remarks>
    public const int PartSize = 512 * 1024;

    /// <summary>How many bytes there are; null if that is known only at the end.</summary>
    public abstract long? Length { get; }

    /// <summary>Whether any part can be read at any time; otherwise each is read once, in order.</summary>
    public virtual bool CanReadAgain => true;

    /// <summary>A part: shorter than the others if it is the last, empty behind it.</summary>
    /// <exception cref="IOException">It can't be read, or has changed meanwhile.</exception>
    public abstract ValueTask<byte[]> ReadAsync(int part, CancellationToken cancellationToken);

    /// <summary>Bytes in memory.</summary>
    public static UploadContent Of(ReadOnlyMemory<byte> bytes) => new Bytes(bytes);

    /// <summary>The rest of a stream, which stays open.</summary>
    public static UploadContent Of(Stream stream) => new Streamed(stream);

    /// <summary>A file.</summary>
    /// <exception cref="IOException">It can't be opened.</exception>
    public static UploadContent OfFile(string path)
    {
        using var handle = File.OpenHandle(path);
        return new OnDisk(Path.GetFullPath(path), RandomAccess.GetLength(handle));
    }

    private sealed class Bytes(ReadOnlyMemory<byte> bytes) : UploadContent
    {
        public override long? Length => bytes.Length;

        public override ValueTask<byte[]> ReadAsync(int part, CancellationToken cancellationToken)
        {
            var start = (int)Math.Min((long)part * PartSize, bytes.Length);
            return new(bytes.Slice(start, Math.Min(PartSize, bytes.Length - start)).ToArray());
        }
    }

    // The file is opened for each part, so that nobody has to close it: an upload may be completed much later, or never.
    private sealed class OnDisk(string path, long length) : UploadContent
    {
        public override long? Length => length;

        public override async ValueTask<byte[]> ReadAsync(int part, CancellationToken cancellationToken)
        {
            using var handle = File.OpenHandle(path, options: FileOptions.Asynchronous);
            var start = (long)part * PartSize;
            var bytes = new byte[(int)Math.Clamp(length - start, 0, PartSize)];
            for (var read = 0; read < bytes.Length;)
            {
                var count = await RandomAccess.ReadAsync(handle, bytes.AsMemory(read), start + read, cancellationToken).ConfigureAwait(false);
                read += count > 0 ? count : throw Changed();
            }

            return RandomAccess.GetLength(handle) == length ? bytes : throw Changed();
        }

        private IOException Changed() => new($"{path} had {length} bytes when its upload began and has another length now: upload it again once nobody writes to it.");
    }

    private sealed class Streamed : UploadContent
    {
        private readonly Stream _stream;
        private readonly long _start;

        public Streamed(Stream stream)
        {
            _stream = stream;
            if (!stream.CanSeek)
                return;
            _start = stream.Position;
            Length = Math.Max(0, stream.Length - _start);
        }

        public override long? Length { get; }

        public override bool CanReadAgain => _stream.CanSeek;

        public override async ValueTask<byte[]> ReadAsync(int part, CancellationToken cancellationToken)
        {
            if (Length is { } length)
            {
                var offset = Math.Min((long)part * PartSize, length);
                _stream.Position = _start + offset;
                var bytes = new byte[(int)Math.Min(PartSize, length - offset)];
                await _stream.ReadExactlyAsync(bytes, cancellationToken).ConfigureAwait(false);
                return bytes;
            }

            var buffer = new byte[PartSize];
            var count = await _stream.ReadAtLeastAsync(buffer, PartSize, throwOnEndOfStream: false, cancellationToken).ConfigureAwait(false);
            return count == PartSize ? buffer : buffer[..count];
        }
    }
}

using System.Runtime.CompilerServices;
using TelegramHost.MtProto;
using TelegramHost.MtProto.Framing;
using TelegramHost.Tl;

namespace TelegramHost.Client.Network.Proxies;

/// <summary>A stream whose bytes travel in TLS records; made once the hellos are exchanged.</summary>
/// <remarks>At most one read and one write at a time, as for any network stream. A quiet one holds no buffer.</remarks>
internal sealed class FakeTlsStream(Stream inner) : Stream
{
    private readonly FakeTlsRecordReader _reader = new();
    private readonly FakeTlsRecordWriter _writer = new();
    private readonly TlBuffer _records = new();

    /// <inheritdoc/>
    public override bool CanRead => true;

    /// <inheritdoc/>
    public override bool CanWrite => true;

    /// <inheritdoc/>
    public override bool CanSeek => false;

    /// <inheritdoc/>
    public override long Length => throw new NotSupportedException();

    /// <inheritdoc/>
    public override long Position
    {
        get => throw new NotSupportedException();
        set => throw new NotSupportedException();
    }

    /// <inheritdoc/>
    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder<>))]
    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        while (true)
        {
            var count = await inner.ReadAsync(buffer, cancellationToken).ConfigureAwait(false);
            if (count == 0)
                return 0;
            count = Unwrap(buffer.Span[..count]);
            if (count > 0)
                return count;
        }
    }

    /// <inheritdoc/>
    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder))]
    public override async ValueTask WriteAsync(ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken = default)
    {
        try
        {
            _writer.Wrap(buffer.Span, _records);
            await inner.WriteAsync(_records.WrittenMemory, cancellationToken).ConfigureAwait(false);
        }
        finally
        {
            _records.Dispose();
        }
    }

    /// <inheritdoc/>
    public override Task<int> ReadAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) =>
        ReadAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

    /// <inheritdoc/>
    public override Task WriteAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) =>
        WriteAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

    /// <inheritdoc/>
    public override Task FlushAsync(CancellationToken cancellationToken) => inner.FlushAsync(cancellationToken);

    /// <inheritdoc/>
    public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException("This stream is read asynchronously alone.");

    /// <inheritdoc/>
    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException("This stream is written asynchronously alone.");

    /// <inheritdoc/>
    public override void Flush() => throw new NotSupportedException("This stream is flushed asynchronously alone.");

    /// <inheritdoc/>
    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    /// <inheritdoc/>
    public override void SetLength(long value) => throw new NotSupportedException();

    /// <inheritdoc/>
    public override async ValueTask DisposeAsync()
    {
        await inner.DisposeAsync().ConfigureAwait(false);
        await base.DisposeAsync().ConfigureAwait(false);
    }

    /// <inheritdoc/>
    protected override void Dispose(bool disposing)
    {
        if (disposing)
            inner.Dispose();
        base.Dispose(disposing);
    }

    private int Unwrap(Span<byte> fresh)
    {
        try
        {
            return _reader.Unwrap(fresh);
        }
        catch (ProtocolException exception)
        {
            // To whoever reads a stream this is one that broke.
            throw new IOException(exception.Message, exception);
        }
    }
}

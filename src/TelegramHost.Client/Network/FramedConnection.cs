using System.Runtime.CompilerServices;
using TelegramHost.MtProto.Framing;
using TelegramHost.Tl;

namespace TelegramHost.Client.Network;

/// <summary>A byte stream cut into packets. One owner; at most one <see cref="FillAsync"/> and one <see cref="FlushAsync"/> at a time.</summary>
internal sealed class FramedConnection : IAsyncDisposable
{
    private const int ReadBytes = 16 * 1024;

    private readonly Stream _stream;
    private readonly IFraming _framing;
    private readonly TlBuffer _input = new();
    private readonly TlBuffer _output = new();
    private int _consumed;

    /// <summary>Cuts <paramref name="stream"/> by the rules of <paramref name="framing"/>, whose opening goes out with the first flush.</summary>
    public FramedConnection(Stream stream, IFraming framing)
    {
        _stream = stream;
        _framing = framing;
        framing.WriteOpening(_output);
    }

    /// <summary>How many bytes wait to be flushed.</summary>
    public int PendingBytes => _output.Length;

    /// <summary>Adds a packet to what the next flush sends. Not while a flush is under way.</summary>
    public void Write(ReadOnlySpan<byte> packet) => _framing.Write(packet, _output);

    /// <summary>Sends everything that was written.</summary>
    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder))]
    public async ValueTask FlushAsync(CancellationToken cancellationToken)
    {
        await _stream.WriteAsync(_output.WrittenMemory, cancellationToken).ConfigureAwait(false);
        await _stream.FlushAsync(cancellationToken).ConfigureAwait(false);
        _output.Dispose();
    }

    /// <summary>Waits for more bytes. Not while a packet from <see cref="TryRead"/> is in use.</summary>
    /// <returns>False if the other side has closed the stream.</returns>
    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder<>))]
    public async ValueTask<bool> FillAsync(CancellationToken cancellationToken)
    {
        _input.RemoveFront(_consumed);
        _consumed = 0;
        if (_input.Length == 0)
        {
            // A quiet connection holds no buffer: the empty read comes back when there is something to read.
            _input.Dispose();
            await _stream.ReadAsync(Memory<byte>.Empty, cancellationToken).ConfigureAwait(false);
        }

        var memory = _input.GetMemory(ReadBytes);
        var count = await _stream.ReadAsync(memory, cancellationToken).ConfigureAwait(false);
        if (count == 0)
            return false;
        _framing.Received(memory.Span[..count]);
        _input.Advance(count);
        return true;
    }

    /// <summary>Takes the next frame out of the bytes that are there.</summary>
    /// <param name="packet">The packet, in place, until the next <see cref="FillAsync"/>; empty unless the kind is a packet.</param>
    /// <exception cref="MtProto.ProtocolException">The bytes are no frame.</exception>
    public FrameRead TryRead(out Memory<byte> packet)
    {
        var buffered = _input.WrittenMemory[_consumed..];
        var read = _framing.TryRead(buffered.Span);
        packet = read.Kind == FrameKind.Packet ? buffered.Slice(read.PayloadStart, read.PayloadLength) : default;
        _consumed += read.Consumed;
        return read;
    }

    /// <summary>Closes the stream. Pending reads and writes MUST have been awaited afterwards before <see cref="ReleaseBuffers"/>.</summary>
    public ValueTask DisposeAsync() => _stream.DisposeAsync();

    /// <summary>Gives the buffers back; only once no read or write is pending any more.</summary>
    public void ReleaseBuffers()
    {
        _input.Dispose();
        _output.Dispose();
        (_framing as IDisposable)?.Dispose();
    }
}

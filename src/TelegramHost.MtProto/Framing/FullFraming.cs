using System.Buffers.Binary;
using TelegramHost.Tl;

namespace TelegramHost.MtProto.Framing;

/// <summary>The full transport: length, sequence number, packet, CRC32.</summary>
/// <remarks>
/// Both sides count from 0. A number that is not the next one closes the connection, also when it only jumps forward:
/// on TCP nothing can be missing, so the sides have lost each other.
/// Source: https://core.telegram.org/mtproto/mtproto-transports#full
/// </remarks>
internal sealed class FullFraming : IFraming
{
    private const int EnvelopeBytes = 12;
    private const int LowestErrorCode = -999;

    private int _nextOutgoing;
    private int _nextIncoming;

    /// <inheritdoc/>
    public void WriteOpening(TlBuffer output)
    {
        // A server knows this transport by the absence of a tag.
    }

    /// <inheritdoc/>
    public void Write(ReadOnlySpan<byte> packet, TlBuffer output)
    {
        FrameLimits.CheckOutgoing(packet.Length, alignment: 4);
        var length = packet.Length + EnvelopeBytes;
        var frame = output.GetSpan(length)[..length];
        BinaryPrimitives.WriteInt32LittleEndian(frame, length);
        BinaryPrimitives.WriteInt32LittleEndian(frame[4..], _nextOutgoing++);
        packet.CopyTo(frame[8..]);
        BinaryPrimitives.WriteUInt32LittleEndian(frame[^4..], Crc32.Compute(frame[..^4]));
        output.Advance(length);
    }

    /// <inheritdoc/>
    public void Received(Span<byte> fresh)
    {
        // Nothing to undo: this transport sends bytes as they are.
    }

    /// <inheritdoc/>
    public FrameRead TryRead(ReadOnlySpan<byte> buffered)
    {
        if (buffered.Length < 4)
            return FrameRead.NeedMore;

        var length = BinaryPrimitives.ReadInt32LittleEndian(buffered);

        // Errors come without an envelope here: -404 as four bare bytes, -429 also in the place of length, number and body.
        if (length is < 0 and >= LowestErrorCode)
            return FrameRead.TransportError(length, 4);

        if (length < EnvelopeBytes || length % 4 != 0)
            throw new ProtocolException("Length on the full transport", "a multiple of 4 from 12 upwards", $"{length}");
        if (length > FrameLimits.MaxPacketBytes + EnvelopeBytes)
            throw new ProtocolException("Length on the full transport", $"at most {FrameLimits.MaxPacketBytes + EnvelopeBytes}", $"{length}");
        if (buffered.Length < length)
            return FrameRead.NeedMore;

        CheckEnvelope(buffered[..length]);
        return FrameRead.FromPayload(buffered, 8, length - EnvelopeBytes, length);
    }

    private void CheckEnvelope(ReadOnlySpan<byte> frame)
    {
        var crc = Crc32.Compute(frame[..^4]);
        var declared = BinaryPrimitives.ReadUInt32LittleEndian(frame[^4..]);
        if (crc != declared)
            throw new ProtocolException("CRC32 on the full transport", $"{crc:x8}", $"{declared:x8}");

        var number = BinaryPrimitives.ReadInt32LittleEndian(frame[4..]);
        if (number != _nextIncoming)
            throw new ProtocolException("Sequence number on the full transport", $"{_nextIncoming}", $"{number}");
        _nextIncoming++;
    }
}

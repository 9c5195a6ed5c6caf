using System.Buffers.Binary;
using TelegramHost.Tl;

namespace TelegramHost.MtProto.Framing;

/// <summary>The abridged transport: lengths in words of four bytes, mostly in one byte.</summary>
/// <remarks>Source: https://core.telegram.org/mtproto/mtproto-transports#abridged</remarks>
internal sealed class AbridgedFraming : IFraming
{
    /// <summary>What a client sends before its first packet.</summary>
    public const byte Tag = 0xef;

    private const int LongLength = 0x7f;
    private const int QuickAckBit = 0x80;

    /// <inheritdoc/>
    public void WriteOpening(TlBuffer output) => output.Append([Tag]);

    /// <inheritdoc/>
    public void Write(ReadOnlySpan<byte> packet, TlBuffer output)
    {
        FrameLimits.CheckOutgoing(packet.Length, alignment: 4);
        var words = packet.Length / 4;
        if (words < LongLength)
            output.Append([(byte)words]);
        else
            output.Append([LongLength, (byte)words, (byte)(words >> 8), (byte)(words >> 16)]);
        output.Append(packet);
    }

    /// <inheritdoc/>
    public void Received(Span<byte> fresh)
    {
        // Nothing to undo: this transport sends bytes as they are.
    }

    /// <inheritdoc/>
    public FrameRead TryRead(ReadOnlySpan<byte> buffered)
    {
        if (buffered.IsEmpty)
            return FrameRead.NeedMore;

        var first = buffered[0];
        if ((first & QuickAckBit) != 0)
            return buffered.Length < 4 ? FrameRead.NeedMore : FrameRead.QuickAck(BinaryPrimitives.ReadInt32BigEndian(buffered), 4);

        int words = first;
        var header = 1;
        if (first == LongLength)
        {
            if (buffered.Length < 4)
                return FrameRead.NeedMore;
            words = (int)(BinaryPrimitives.ReadUInt32LittleEndian(buffered) >> 8);
            header = 4;
        }

        var length = words * 4;
        FrameLimits.CheckIncoming(length, "abridged");
        return buffered.Length - header < length
            ? FrameRead.NeedMore
            : FrameRead.FromPayload(buffered, header, length, header + length);
    }
}

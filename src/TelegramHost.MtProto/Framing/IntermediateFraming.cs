using System.Buffers.Binary;
using TelegramHost.Tl;

namespace TelegramHost.MtProto.Framing;

/// <summary>The intermediate transport: four bytes of length before each packet.</summary>
/// <remarks>Source: https://core.telegram.org/mtproto/mtproto-transports#intermediate</remarks>
internal sealed class IntermediateFraming : IFraming
{
    /// <summary>What a client sends before its first packet.</summary>
    public const uint Tag = 0xeeeeeeee;

    /// <inheritdoc/>
    public void WriteOpening(TlBuffer output) => output.Append([0xee, 0xee, 0xee, 0xee]);

    /// <inheritdoc/>
    public void Write(ReadOnlySpan<byte> packet, TlBuffer output)
    {
        FrameLimits.CheckOutgoing(packet.Length, alignment: 1);
        BinaryPrimitives.WriteInt32LittleEndian(output.GetSpan(4), packet.Length);
        output.Advance(4);
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
        if (buffered.Length < 4)
            return FrameRead.NeedMore;

        // A length with its highest bit set is no length but the token of a quick acknowledgement.
        var length = BinaryPrimitives.ReadInt32LittleEndian(buffered);
        if (length < 0)
            return FrameRead.QuickAck(length, 4);

        FrameLimits.CheckIncoming(length, "intermediate");
        return buffered.Length - 4 < length
            ? FrameRead.NeedMore
            : FrameRead.FromPayload(buffered, 4, length, 4 + length);
    }
}

using System.Buffers.Binary;

namespace TelegramHost.MtProto.Framing;

/// <summary>What was found at the front of the received bytes.</summary>
/// <param name="Kind">What it is.</param>
/// <param name="Consumed">How many bytes it takes; the caller MUST drop them before it asks again.</param>
/// <param name="PayloadStart">Where the packet begins, for <see cref="FrameKind.Packet"/>.</param>
/// <param name="PayloadLength">How long the packet is, for <see cref="FrameKind.Packet"/>.</param>
/// <param name="Code">The error code or the acknowledgement's token.</param>
internal readonly record struct FrameRead(FrameKind Kind, int Consumed, int PayloadStart, int PayloadLength, int Code)
{
    // The shortest message is an unencrypted one without a body; what is shorter is a word of the transport itself.
    private const int ShortestMessageBytes = 20;

    /// <summary>More bytes have to come first.</summary>
    public static FrameRead NeedMore => default;

    /// <summary>A transport error in <paramref name="consumed"/> bytes.</summary>
    public static FrameRead TransportError(int code, int consumed) => new(FrameKind.TransportError, consumed, 0, 0, code);

    /// <summary>A quick acknowledgement in <paramref name="consumed"/> bytes.</summary>
    public static FrameRead QuickAck(int token, int consumed) => new(FrameKind.QuickAck, consumed, 0, 0, token);

    /// <summary>A frame whose payload decides what it is: a message, or something too short to be one.</summary>
    /// <remarks>
    /// A first integer of 0 is a no-op, -1 announces a quick acknowledgement, another negative one is an error code.
    /// Source: https://core.telegram.org/mtproto/mtproto-transports#transport-errors
    /// </remarks>
    public static FrameRead FromPayload(ReadOnlySpan<byte> buffered, int payloadStart, int payloadLength, int consumed)
    {
        if (payloadLength is >= ShortestMessageBytes or (> 0 and < 4))
            return new FrameRead(FrameKind.Packet, consumed, payloadStart, payloadLength, 0);
        if (payloadLength == 0)
            return new FrameRead(FrameKind.Nop, consumed, payloadStart, 0, 0);

        var payload = buffered.Slice(payloadStart, payloadLength);
        var first = BinaryPrimitives.ReadInt32LittleEndian(payload);
        return first switch
        {
            0 => new FrameRead(FrameKind.Nop, consumed, payloadStart, payloadLength, 0),
            -1 when payloadLength >= 8 => QuickAck(BinaryPrimitives.ReadInt32LittleEndian(payload[4..]), consumed),
            < 0 => TransportError(first, consumed),
            _ => new FrameRead(FrameKind.Packet, consumed, payloadStart, payloadLength, 0),
        };
    }
}

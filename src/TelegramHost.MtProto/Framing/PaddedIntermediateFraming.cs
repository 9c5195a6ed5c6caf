using System.Buffers.Binary;
using TelegramHost.MtProto.Crypto;
using TelegramHost.Tl;

namespace TelegramHost.MtProto.Framing;

/// <summary>The intermediate transport with 0–15 random bytes behind each packet, counted in its length.</summary>
/// <remarks>
/// The reader gets the packet with its padding: an encrypted message ends at the last whole block of 16 bytes, an
/// unencrypted one at the length it declares (there, up to 256 bytes of padding were met in the wild).
/// Source: https://core.telegram.org/mtproto/mtproto-transports#padded-intermediate
/// </remarks>
internal sealed class PaddedIntermediateFraming(IEntropy entropy) : IFraming
{
    /// <summary>What a client sends before its first packet.</summary>
    public const uint Tag = 0xdddddddd;

    private const int MaxPaddingBytes = 15;

    /// <inheritdoc/>
    public void WriteOpening(TlBuffer output) => output.Append([0xdd, 0xdd, 0xdd, 0xdd]);

    /// <inheritdoc/>
    public void Write(ReadOnlySpan<byte> packet, TlBuffer output)
    {
        FrameLimits.CheckOutgoing(packet.Length + MaxPaddingBytes, alignment: 1);
        var span = output.GetSpan(4 + packet.Length + MaxPaddingBytes);
        entropy.Fill(span[..1]);
        var padding = span[0] & MaxPaddingBytes;
        BinaryPrimitives.WriteInt32LittleEndian(span, packet.Length + padding);
        packet.CopyTo(span[4..]);
        entropy.Fill(span.Slice(4 + packet.Length, padding));
        output.Advance(4 + packet.Length + padding);
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
        FrameLimits.CheckIncoming(length, "padded intermediate");
        return buffered.Length - 4 < length
            ? FrameRead.NeedMore
            : FrameRead.FromPayload(buffered, 4, length, 4 + length);
    }
}

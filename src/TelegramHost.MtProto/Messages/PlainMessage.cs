using System.Buffers.Binary;
using TelegramHost.Tl;

namespace TelegramHost.MtProto.Messages;

/// <summary>The unencrypted envelope of the key exchange: <c>auth_key_id = 0</c>, message id, length, body.</summary>
/// <remarks>Source: https://core.telegram.org/mtproto/description#unencrypted-message</remarks>
internal static class PlainMessage
{
    /// <summary>Bytes before the body.</summary>
    public const int HeaderBytes = 20;

    /// <summary>Appends an envelope with <paramref name="body"/> to <paramref name="output"/>.</summary>
    public static void Write(long msgId, ReadOnlySpan<byte> body, TlBuffer output)
    {
        ArgumentNullException.ThrowIfNull(output);
        var span = output.GetSpan(HeaderBytes + body.Length);
        BinaryPrimitives.WriteInt64LittleEndian(span, 0);
        BinaryPrimitives.WriteInt64LittleEndian(span[8..], msgId);
        BinaryPrimitives.WriteInt32LittleEndian(span[16..], body.Length);
        body.CopyTo(span[HeaderBytes..]);
        output.Advance(HeaderBytes + body.Length);
    }

    /// <summary>Whether <paramref name="packet"/> says that it is unencrypted.</summary>
    public static bool IsPlain(ReadOnlySpan<byte> packet) =>
        packet.Length >= 8 && BinaryPrimitives.ReadInt64LittleEndian(packet) == 0;

    /// <summary>The message id of <paramref name="packet"/>, which <see cref="ReadBody"/> has accepted.</summary>
    public static long ReadMsgId(ReadOnlySpan<byte> packet) => BinaryPrimitives.ReadInt64LittleEndian(packet[8..]);

    /// <summary>The body of <paramref name="packet"/>, as long as the envelope declares.</summary>
    /// <remarks>
    /// A padded transport, and some servers, leave bytes behind the body: the declared length decides and the rest is ignored.
    /// </remarks>
    /// <exception cref="TlFormatException">The packet is encrypted, too short, or declares more bytes than it has.</exception>
    public static ReadOnlySpan<byte> ReadBody(ReadOnlySpan<byte> packet)
    {
        if (packet.Length < HeaderBytes)
            throw TlFormatException.UnexpectedEnd(0, HeaderBytes, packet.Length);

        if (!IsPlain(packet))
        {
            throw TlFormatException.Malformed(TlFormatError.BadLength, 0,
                "expected an unencrypted message (auth_key_id 0), got an encrypted one.");
        }

        var length = BinaryPrimitives.ReadInt32LittleEndian(packet[16..]);
        if (length < 0 || length > packet.Length - HeaderBytes)
        {
            throw TlFormatException.Malformed(TlFormatError.BadLength, 16,
                $"an unencrypted message declares {length} bytes, {packet.Length - HeaderBytes} are there.");
        }

        return packet.Slice(HeaderBytes, length);
    }
}

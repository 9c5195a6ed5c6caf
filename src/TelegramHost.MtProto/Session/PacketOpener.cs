using System.Buffers.Binary;
using TelegramHost.MtProto.Crypto;
using TelegramHost.MtProto.Messages;

namespace TelegramHost.MtProto.Session;

/// <summary>Decrypts a packet and checks its envelope; what is inside is left to <see cref="IncomingMessages"/>.</summary>
/// <remarks>Source: https://core.telegram.org/mtproto/security_guidelines</remarks>
internal sealed class PacketOpener(AuthKey key, SessionState state)
{
    private const int EnvelopeBytes = 16 + InnerMessage.HeaderBytes;
    private const int MinPaddingBytes = 12;
    private const int MaxPaddingBytes = 1024;

    /// <summary>Opens <paramref name="packet"/> in place.</summary>
    /// <param name="packet">The ciphertext, which becomes the plaintext.</param>
    /// <param name="message">The message inside.</param>
    /// <param name="refusal">Why the packet is refused; null if it is merely of no interest.</param>
    public bool TryOpen(Span<byte> packet, out InnerMessage message, out string? refusal)
    {
        message = default;
        if (PlainMessage.IsPlain(packet))
            return Refuse("it is not encrypted, but there is a key", out refusal);

        // A wrong key, a wrong direction, damage and forgery all look the same from here, on purpose.
        if (!MessageCipher.TryDecrypt(key, Side.Server, packet, out var plain))
            return Refuse("it does not decrypt with the key of this session", out refusal);

        if (plain.Length < EnvelopeBytes)
            return Refuse($"it holds {plain.Length} bytes, less than an envelope", out refusal);

        // "The client is to check that the session_id field in the decrypted message indeed equals to that of an active session
        // created by the client." Packets for a session that was just left may still be on their way.
        var sessionId = BinaryPrimitives.ReadInt64LittleEndian(plain[8..]);
        if (sessionId != state.SessionId)
        {
            refusal = state.IsRetired(sessionId) ? null : "it belongs to another session";
            return false;
        }

        // "The client must check that msg_id has even parity for messages from client to server, and odd parity for messages
        // from server to client."
        var msgId = BinaryPrimitives.ReadInt64LittleEndian(plain[16..]);
        if (!MessageId.IsFromServer(msgId))
            return Refuse($"its msg_id 0x{msgId:x16} is none of a server", out refusal);

        // "… does not exceed the total size of the plaintext, and that the difference (i.e. the length of the random padding) lies in
        // the range from 12 to 1024 bytes. The length must be always divisible by 4 and non-negative."
        var length = BinaryPrimitives.ReadInt32LittleEndian(plain[28..]);
        var padding = (long)plain.Length - EnvelopeBytes - length;
        if (length < 0 || (length & 3) != 0 || padding is < MinPaddingBytes or > MaxPaddingBytes)
            return Refuse($"it declares a body of {length} bytes in {plain.Length - EnvelopeBytes}", out refusal);

        message = new InnerMessage(msgId, BinaryPrimitives.ReadInt32LittleEndian(plain[24..]), plain.Slice(EnvelopeBytes, length));
        refusal = null;
        return true;
    }

    private static bool Refuse(string why, out string refusal)
    {
        refusal = why;
        return false;
    }
}

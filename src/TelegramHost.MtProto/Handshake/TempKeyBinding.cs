using System.Buffers.Binary;
using System.Security.Cryptography;
using TelegramHost.MtProto.Crypto;
using TelegramHost.MtProto.Service;
using TelegramHost.Tl;

namespace TelegramHost.MtProto.Handshake;

/// <summary>Ties a temporary key to a permanent one: makes the encrypted message of <c>auth.bindTempAuthKey</c>.</summary>
/// <remarks>
/// It is the one message that is still encrypted as MTProto 1.0 did, with the permanent key.
/// Source: https://core.telegram.org/method/auth.bindTempAuthKey
/// </remarks>
internal static class TempKeyBinding
{
    private const int HeaderBytes = 24;
    private const int EnvelopeBytes = 32;

    /// <summary>Makes the bytes of <c>encrypted_message</c>.</summary>
    /// <param name="permanentKey">The key that encrypts.</param>
    /// <param name="temporaryKeyId">The key that is bound.</param>
    /// <param name="sessionId">The session in which <c>auth.bindTempAuthKey</c> is called.</param>
    /// <param name="nonce">A random number, the same as in the call.</param>
    /// <param name="expiresAt">When the temporary key ends, in server time, the same as in the call.</param>
    /// <param name="msgId">The message id of the call; the server compares it with the one inside.</param>
    /// <param name="entropy">The source of the random part.</param>
    public static byte[] Encrypt(
        AuthKey permanentKey, long temporaryKeyId, long sessionId, long nonce, DateTimeOffset expiresAt, long msgId, IEntropy entropy)
    {
        var inner = Body.Of(new BindAuthKeyInner
        {
            Nonce = nonce,
            TempAuthKeyId = temporaryKeyId,
            PermAuthKeyId = permanentKey.Id,
            TempSessionId = sessionId,
            ExpiresAt = checked((int)expiresAt.ToUnixTimeSeconds()),
        });

        // Where other messages have salt and session id this one has random bytes; its seqno is 0.
        var length = EnvelopeBytes + inner.Length;
        var padded = (length + AesIge.BlockBytes - 1) & ~(AesIge.BlockBytes - 1);
        var packet = new byte[HeaderBytes + padded];
        var plain = packet.AsSpan(HeaderBytes);
        entropy.Fill(plain[..TlInt128.Size]);
        BinaryPrimitives.WriteInt64LittleEndian(plain[16..], msgId);
        BinaryPrimitives.WriteInt32LittleEndian(plain[24..], 0);
        BinaryPrimitives.WriteInt32LittleEndian(plain[28..], inner.Length);
        inner.CopyTo(plain[EnvelopeBytes..]);
        entropy.Fill(plain[length..]);

        // msg_key of MTProto 1.0: bytes 4 to 20 of SHA-1 over the message without its padding.
        Span<byte> hash = stackalloc byte[SHA1.HashSizeInBytes];
        SHA1.HashData(plain[..length], hash);
        var msgKey = hash[4..];
        BinaryPrimitives.WriteInt64LittleEndian(packet, permanentKey.Id);
        msgKey.CopyTo(packet.AsSpan(8));

        Span<byte> key = stackalloc byte[AesIge.KeyBytes];
        Span<byte> iv = stackalloc byte[AesIge.IvBytes];
        MessageKeys.DeriveV1(permanentKey, Side.Client, msgKey, key, iv);
        AesIge.Encrypt(key, iv, plain);
        CryptographicOperations.ZeroMemory(key);
        CryptographicOperations.ZeroMemory(iv);
        return packet;
    }
}

using System.Buffers.Binary;
using System.Runtime.CompilerServices;
using System.Security.Cryptography;
using TelegramHost.Tl;

namespace TelegramHost.MtProto.Crypto;

/// <summary>Encrypts and decrypts messages as MTProto 2.0 does.</summary>
/// <remarks>Source: https://core.telegram.org/mtproto/description#encrypted-message</remarks>
internal static class MessageCipher
{
    /// <summary>Bytes before the encrypted part: the key's id and the message key.</summary>
    public const int HeaderBytes = 24;

    /// <summary>The least padding behind a message.</summary>
    public const int MinPaddingBytes = 12;

    /// <summary>The most padding behind a message.</summary>
    public const int MaxPaddingBytes = 1024;

    // Chosen at random above the least: enough to blur a length, cheap enough for every message. A power of two.
    private const int ExtraPaddingBlocks = 8;

    // Three blocks of SHA-256, with the 32 bytes of the key and the hash's own padding; at four the platform's has caught up.
    private const int LongestShortHash = 192 - 32 - 9;

    /// <summary>Appends the encrypted packet that carries <paramref name="plaintext"/> (salt, session id, message header and body).</summary>
    public static void Encrypt(AuthKey authKey, Side sender, ReadOnlySpan<byte> plaintext, IEntropy entropy, TlBuffer output)
    {
        // One draw for the padding and for how much of it there is: each draw costs more than its bytes.
        var leastPadding = MinPaddingBytes + (-(plaintext.Length + MinPaddingBytes) & (AesIge.BlockBytes - 1));
        var mostPadding = leastPadding + ((ExtraPaddingBlocks - 1) * AesIge.BlockBytes);
        var room = output.GetSpan(HeaderBytes + plaintext.Length + mostPadding + 1);
        var random = room.Slice(HeaderBytes + plaintext.Length, mostPadding + 1);
        entropy.Fill(random);
        var padding = leastPadding + ((random[^1] & (ExtraPaddingBlocks - 1)) * AesIge.BlockBytes);

        var packet = room[..(HeaderBytes + plaintext.Length + padding)];
        plaintext.CopyTo(packet[HeaderBytes..]);
        Seal(authKey, sender, packet);
        output.Advance(packet.Length);
    }

    /// <summary>Decrypts <paramref name="packet"/> in place and answers whether it is what <paramref name="sender"/> wrote with this key.</summary>
    /// <param name="authKey">The key; its id must be the packet's.</param>
    /// <param name="sender">Who sent it.</param>
    /// <param name="packet">The packet, possibly with a transport's padding of less than a block behind it. Changed in any case.</param>
    /// <param name="plaintext">Salt, session id, message header, body and padding. The caller checks them all before using any.</param>
    public static bool TryDecrypt(AuthKey authKey, Side sender, Span<byte> packet, out Span<byte> plaintext)
    {
        plaintext = default;
        if (packet.Length < HeaderBytes + AesIge.BlockBytes || BinaryPrimitives.ReadInt64LittleEndian(packet) != authKey.Id)
            return false;

        var length = (packet.Length - HeaderBytes) & ~(AesIge.BlockBytes - 1);
        var encrypted = packet.Slice(HeaderBytes, length);
        var msgKey = packet.Slice(8, MessageKeys.MsgKeyBytes);
        Crypt(authKey, sender, msgKey, encrypted, decrypt: true);

        Span<byte> expected = stackalloc byte[MessageKeys.MsgKeyBytes];
        ComputeMsgKey(authKey, sender, encrypted, expected);
        if (!CryptographicOperations.FixedTimeEquals(expected, msgKey))
            return false;
        plaintext = encrypted;
        return true;
    }

    /// <summary>Encrypts in place a packet that holds a padded plaintext behind room for its header.</summary>
    internal static void Seal(AuthKey authKey, Side sender, Span<byte> packet)
    {
        var encrypted = packet[HeaderBytes..];
        var msgKey = packet.Slice(8, MessageKeys.MsgKeyBytes);
        BinaryPrimitives.WriteInt64LittleEndian(packet, authKey.Id);
        ComputeMsgKey(authKey, sender, encrypted, msgKey);
        Crypt(authKey, sender, msgKey, encrypted, decrypt: false);
    }

    [SkipLocalsInit]
    private static void Crypt(AuthKey authKey, Side sender, ReadOnlySpan<byte> msgKey, Span<byte> data, bool decrypt)
    {
        Span<byte> key = stackalloc byte[AesIge.KeyBytes];
        Span<byte> iv = stackalloc byte[AesIge.IvBytes];
        MessageKeys.Derive(authKey, sender, msgKey, key, iv);
        if (decrypt)
            AesIge.Decrypt(key, iv, data);
        else
            AesIge.Encrypt(key, iv, data);
        CryptographicOperations.ZeroMemory(key);
        CryptographicOperations.ZeroMemory(iv);
    }

    // msg_key = the middle 16 bytes of SHA256(a part of the authorization key, then the padded plaintext).
    private static void ComputeMsgKey(AuthKey authKey, Side sender, ReadOnlySpan<byte> padded, Span<byte> msgKey)
    {
        var prefix = authKey.Bytes.Slice(MessageKeys.MsgKeyOffset(sender), 32);
        Span<byte> hash = stackalloc byte[SHA256.HashSizeInBytes];
        if (padded.Length <= LongestShortHash)
        {
            ShortSha256.Hash(prefix, padded, hash);
        }
        else
        {
            var sha = authKey.RentHash();
            sha.AppendData(prefix);
            sha.AppendData(padded);
            sha.GetHashAndReset(hash);
            authKey.ReturnHash(sha);
        }

        hash.Slice(8, MessageKeys.MsgKeyBytes).CopyTo(msgKey);
    }
}

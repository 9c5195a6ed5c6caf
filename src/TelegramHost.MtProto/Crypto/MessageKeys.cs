using System.Runtime.CompilerServices;
using System.Security.Cryptography;

namespace TelegramHost.MtProto.Crypto;

/// <summary>The AES key and iv of one message, derived from the authorization key and the message key.</summary>
/// <remarks>Source: https://core.telegram.org/mtproto/description#defining-aes-key-and-initialization-vector</remarks>
internal static class MessageKeys
{
    /// <summary>Length of a message key.</summary>
    public const int MsgKeyBytes = 16;

    /// <summary>Where the part of the authorization key begins that the hash of a message starts with.</summary>
    public static int MsgKeyOffset(Side sender) => 88 + X(sender);

    /// <summary>Derives key and iv as MTProto 2.0 does.</summary>
    [SkipLocalsInit]
    public static void Derive(AuthKey authKey, Side sender, ReadOnlySpan<byte> msgKey, Span<byte> aesKey, Span<byte> aesIv)
    {
        var x = X(sender);
        Span<byte> a = stackalloc byte[32];
        Span<byte> b = stackalloc byte[32];
        ShortSha256.Hash(msgKey, authKey.Bytes.Slice(x, 36), a);
        ShortSha256.Hash(authKey.Bytes.Slice(40 + x, 36), msgKey, b);

        a[..8].CopyTo(aesKey);
        b[8..24].CopyTo(aesKey[8..]);
        a[24..].CopyTo(aesKey[24..]);

        b[..8].CopyTo(aesIv);
        a[8..24].CopyTo(aesIv[8..]);
        b[24..].CopyTo(aesIv[24..]);

        CryptographicOperations.ZeroMemory(a);
        CryptographicOperations.ZeroMemory(b);
    }

    /// <summary>Derives key and iv as MTProto 1.0 does; only the binding of temporary keys still needs it.</summary>
    /// <remarks>Source: https://core.telegram.org/mtproto/description_v1#defining-aes-key-and-initialization-vector</remarks>
    [SkipLocalsInit]
    public static void DeriveV1(AuthKey authKey, Side sender, ReadOnlySpan<byte> msgKey, Span<byte> aesKey, Span<byte> aesIv)
    {
        var x = X(sender);
        var key = authKey.Bytes;
        Span<byte> input = stackalloc byte[48];
        Span<byte> a = stackalloc byte[20];
        Span<byte> b = stackalloc byte[20];
        Span<byte> c = stackalloc byte[20];
        Span<byte> d = stackalloc byte[20];

        msgKey.CopyTo(input);
        key.Slice(x, 32).CopyTo(input[16..]);
        SHA1.HashData(input, a);

        key.Slice(32 + x, 16).CopyTo(input);
        msgKey.CopyTo(input[16..]);
        key.Slice(48 + x, 16).CopyTo(input[32..]);
        SHA1.HashData(input, b);

        key.Slice(64 + x, 32).CopyTo(input);
        msgKey.CopyTo(input[32..]);
        SHA1.HashData(input, c);

        msgKey.CopyTo(input);
        key.Slice(96 + x, 32).CopyTo(input[16..]);
        SHA1.HashData(input, d);

        a[..8].CopyTo(aesKey);
        b[8..20].CopyTo(aesKey[8..]);
        c[4..16].CopyTo(aesKey[20..]);

        a[8..20].CopyTo(aesIv);
        b[..8].CopyTo(aesIv[12..]);
        c[16..20].CopyTo(aesIv[20..]);
        d[..8].CopyTo(aesIv[24..]);

        CryptographicOperations.ZeroMemory(input);
        CryptographicOperations.ZeroMemory(a);
        CryptographicOperations.ZeroMemory(b);
        CryptographicOperations.ZeroMemory(c);
        CryptographicOperations.ZeroMemory(d);
    }

    private static int X(Side sender) => sender == Side.Client ? 0 : 8;
}

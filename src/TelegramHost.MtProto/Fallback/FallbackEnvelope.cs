using System.Diagnostics.CodeAnalysis;
using System.Security.Cryptography;
using TelegramHost.MtProto.Crypto;

namespace TelegramHost.MtProto.Fallback;

/// <summary>Opens what a fallback configuration is published in: base64 of 256 bytes that only the owner of the private key can make.</summary>
/// <remarks>
/// The public key turns the bytes into a key of AES (32 bytes, whose second half is the IV too) and 224 encrypted ones: 208 of data, and the
/// first 16 of their SHA-256.
/// </remarks>
internal static class FallbackEnvelope
{
    /// <summary>Length of the data inside.</summary>
    public const int DataBytes = 208;

    private const int KeyBytes = 32;
    private const int IvBytes = 16;
    private const int HashBytes = 16;
    private const int EncodedChars = 344;

    /// <summary>Opens <paramref name="text"/>; what is no character of base64 (quotes, spaces, line ends) does not count.</summary>
    public static bool TryOpen(string text, RsaPublicKey key, [NotNullWhen(true)] out byte[]? data, out FallbackFault fault)
    {
        (data, fault) = (null, FallbackFault.NotEncoded);
        var encoded = string.Concat(text.Where(static c => char.IsAsciiLetterOrDigit(c) || c is '+' or '/' or '='));
        Span<byte> sealedBytes = stackalloc byte[RsaPublicKey.SizeBytes];
        if (encoded.Length != EncodedChars || !Convert.TryFromBase64String(encoded, sealedBytes, out var length) || length != sealedBytes.Length)
            return false;

        fault = FallbackFault.NotSigned;
        Span<byte> opened = stackalloc byte[RsaPublicKey.SizeBytes];
        // Signing is the private key's use of the same arithmetic that encrypting is of the public one's.
        if (!key.TryEncrypt(sealedBytes, opened))
            return false;
        using var aes = Aes.Create();
        aes.SetKey(opened[..KeyBytes]);
        var plain = aes.DecryptCbc(opened[KeyBytes..], opened[(KeyBytes - IvBytes)..KeyBytes], PaddingMode.None);
        if (!CryptographicOperations.FixedTimeEquals(SHA256.HashData(plain.AsSpan(0, DataBytes)).AsSpan(0, HashBytes), plain.AsSpan(DataBytes)))
            return false;
        data = plain[..DataBytes];
        return true;
    }
}

using System.Runtime.Intrinsics;
using System.Security.Cryptography;

namespace TelegramHost.MtProto.Crypto;

/// <summary>RSA with the padding that the key exchange uses: OAEP+ in spirit, AES-IGE and SHA-256 in practice.</summary>
/// <remarks>Source: https://core.telegram.org/mtproto/auth_key#41-rsa-paddata-server-public-key-mentioned-above-is-implemented-as-follows</remarks>
internal static class RsaPad
{
    /// <summary>The longest data that can be encrypted.</summary>
    public const int MaxDataBytes = 144;

    /// <summary>Length of data and random padding together.</summary>
    public const int PaddedBytes = 192;

    /// <summary>Length of the temporary key.</summary>
    public const int TempKeyBytes = 32;

    /// <summary>Encrypts <paramref name="data"/>; the answer has 256 bytes.</summary>
    public static byte[] Encrypt(RsaPublicKey key, ReadOnlySpan<byte> data, IEntropy entropy)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThan(data.Length, MaxDataBytes);
        Span<byte> padding = stackalloc byte[PaddedBytes - data.Length];
        Span<byte> tempKey = stackalloc byte[TempKeyBytes];
        var encrypted = new byte[RsaPublicKey.SizeBytes];
        entropy.Fill(padding);

        // A modulus of 2048 bits is at least half of 2^2048: each try succeeds with a chance of one half or better.
        do
            entropy.Fill(tempKey);
        while (!TryEncrypt(key, data, padding, tempKey, encrypted));

        CryptographicOperations.ZeroMemory(tempKey);
        return encrypted;
    }

    /// <summary>Encrypts with given randomness; false when the result is not below the modulus and another temporary key is needed.</summary>
    public static bool TryEncrypt(
        RsaPublicKey key, ReadOnlySpan<byte> data, ReadOnlySpan<byte> padding, ReadOnlySpan<byte> tempKey, Span<byte> encrypted)
    {
        ArgumentOutOfRangeException.ThrowIfNotEqual(data.Length + padding.Length, PaddedBytes);
        ArgumentOutOfRangeException.ThrowIfNotEqual(tempKey.Length, TempKeyBytes);

        // key_aes_encrypted = (temp_key ^ SHA256(aes_encrypted)) + aes_encrypted, where aes_encrypted holds
        // the padded data back to front and then SHA256(temp_key + padded data).
        Span<byte> block = stackalloc byte[RsaPublicKey.SizeBytes];
        var sealedKey = block[..TempKeyBytes];
        var sealedData = block[TempKeyBytes..];

        Span<byte> keyed = stackalloc byte[TempKeyBytes + PaddedBytes];
        tempKey.CopyTo(keyed);
        data.CopyTo(keyed[TempKeyBytes..]);
        padding.CopyTo(keyed[(TempKeyBytes + data.Length)..]);
        keyed[TempKeyBytes..].CopyTo(sealedData);
        sealedData[..PaddedBytes].Reverse();
        SHA256.HashData(keyed, sealedData[PaddedBytes..]);

        Span<byte> zeroIv = stackalloc byte[AesIge.IvBytes];
        zeroIv.Clear();
        AesIge.Encrypt(tempKey, zeroIv, sealedData);
        SHA256.HashData(sealedData, sealedKey);
        (Vector256.Create<byte>(sealedKey) ^ Vector256.Create(tempKey)).CopyTo(sealedKey);

        var isBelowModulus = key.TryEncrypt(block, encrypted);
        CryptographicOperations.ZeroMemory(keyed);
        CryptographicOperations.ZeroMemory(block);
        return isBelowModulus;
    }
}

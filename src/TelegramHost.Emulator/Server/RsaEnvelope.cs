using System.Security.Cryptography;
using TelegramHost.MtProto.Crypto;

namespace TelegramHost.Emulator.Server;

/// <summary>Opens the RSA-encrypted part of <c>req_DH_params</c>, in both forms that clients use.</summary>
internal static class RsaEnvelope
{
    /// <summary>Answers the inner data, possibly with padding behind it, or null if neither form fits.</summary>
    public static byte[]? Open(ServerRsaKey key, ReadOnlySpan<byte> encrypted)
    {
        var packet = new byte[ServerRsaKey.Size];
        if (!key.TryDecrypt(encrypted, packet))
            return null;
        return OpenRsaPad(packet) ?? OpenLegacy(packet);
    }

    /// <summary>RSA_PAD, the form of today.</summary>
    /// <remarks>Source: https://core.telegram.org/mtproto/auth_key#41-rsa-paddata-server-public-key-mentioned-above-is-implemented-as-follows</remarks>
    public static byte[]? OpenRsaPad(ReadOnlySpan<byte> packet)
    {
        Span<byte> tempKey = stackalloc byte[32];
        SHA256.HashData(packet[32..], tempKey);
        for (var i = 0; i < tempKey.Length; i++)
            tempKey[i] ^= packet[i];

        var dataWithHash = packet[32..].ToArray();
        Span<byte> zeroIv = stackalloc byte[32];
        zeroIv.Clear();
        AesIge.Decrypt(tempKey, zeroIv, dataWithHash);

        var data = dataWithHash.AsSpan(0, 192).ToArray();
        data.AsSpan().Reverse();
        var hash = SHA256.HashData([.. tempKey, .. data]);
        return CryptographicOperations.FixedTimeEquals(hash, dataWithHash.AsSpan(192)) ? data : null;
    }

    /// <summary>The form from before 2021 that several clients still use: SHA1, data, random bytes, 255 in all.</summary>
    public static byte[]? OpenLegacy(ReadOnlySpan<byte> packet)
    {
        if (packet[0] != 0)
            return null;
        var data = packet[21..];
        if (PqInnerData.TryMeasure(data) is not { } length)
            return null;
        Span<byte> hash = stackalloc byte[20];
        SHA1.HashData(data[..length], hash);
        return CryptographicOperations.FixedTimeEquals(hash, packet.Slice(1, 20)) ? data[..length].ToArray() : null;
    }
}

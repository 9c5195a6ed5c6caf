using System.Security.Cryptography;
using Org.BouncyCastle.Math.EC.Rfc7748;
using TelegramHost.MtProto.Crypto;

namespace TelegramHost.MtProto.Framing;

/// <summary>Public keys that nobody will use, but that a look at the line can't tell from real ones.</summary>
internal static class TlsKeyShare
{
    /// <summary>Length of a public key on Curve25519.</summary>
    public const int X25519Bytes = 32;

    /// <summary>Length of an encapsulation key of ML-KEM-768: 768 numbers of twelve bits, and a seed.</summary>
    /// <remarks>Source: https://nvlpubs.nist.gov/nistpubs/FIPS/NIST.FIPS.203.pdf, table 3</remarks>
    public const int MlKem768Bytes = (768 * 12 / 8) + SeedBytes;

    private const int SeedBytes = 32;
    private const int MlKemModulus = 3329;

    /// <summary>The public half of a new key pair: random bytes would be no point of the curve half of the time.</summary>
    public static void FillX25519(Span<byte> destination, IEntropy entropy)
    {
        var secret = new byte[X25519Bytes];
        var point = new byte[X25519Bytes];
        entropy.Fill(secret);
        X25519.GeneratePublicKey(secret, 0, point, 0);
        point.CopyTo(destination);
        CryptographicOperations.ZeroMemory(secret);
    }

    /// <summary>Numbers below the modulus, two in three bytes, and a seed: every such key is a valid one.</summary>
    public static void FillMlKem768(Span<byte> destination, IEntropy entropy)
    {
        for (var at = 0; at < MlKem768Bytes - SeedBytes; at += 3)
        {
            var pair = destination.Slice(at, 3);
            do
                entropy.Fill(pair);
            while ((pair[0] | ((pair[1] & 0x0f) << 8)) >= MlKemModulus || ((pair[1] >> 4) | (pair[2] << 4)) >= MlKemModulus);
        }

        entropy.Fill(destination[^SeedBytes..]);
    }
}

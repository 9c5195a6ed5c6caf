using System.Buffers.Binary;
using System.Security.Cryptography;
using Org.BouncyCastle.Crypto.Parameters;
using Org.BouncyCastle.Math;
using Org.BouncyCastle.OpenSsl;
using TelegramHost.Tl;

namespace TelegramHost.MtProto.Crypto;

/// <summary>A server's public RSA key of 2048 bits.</summary>
/// <remarks>Source: https://core.telegram.org/mtproto/auth_key#4-encrypted-data-generation</remarks>
internal sealed class RsaPublicKey
{
    /// <summary>Length of the modulus, and of what is encrypted with it.</summary>
    public const int SizeBytes = 256;

    private RsaPublicKey(BigInteger modulus, BigInteger exponent)
    {
        if (modulus.SignValue <= 0 || modulus.BitLength != SizeBytes * 8)
            throw new FormatException($"A server key must have {SizeBytes * 8} bits; this one has {modulus.BitLength}.");
        if (exponent.SignValue <= 0 || !exponent.TestBit(0) || exponent.Equals(BigInteger.One))
            throw new FormatException("The exponent of a server key must be odd and greater than 1.");

        Modulus = modulus.ToByteArrayUnsigned();
        Exponent = exponent.ToByteArrayUnsigned();
        Fingerprint = ComputeFingerprint(Modulus, Exponent);
    }

    /// <summary>The last 8 bytes of the SHA-1 of modulus and exponent as TL byte fields: what names the key on the wire.</summary>
    public long Fingerprint { get; }

    /// <summary>The modulus, big-endian.</summary>
    public byte[] Modulus { get; }

    /// <summary>The exponent, big-endian.</summary>
    public byte[] Exponent { get; }

    /// <summary>Reads a key in PEM: <c>RSA PUBLIC KEY</c> (PKCS#1) or <c>PUBLIC KEY</c> (SubjectPublicKeyInfo).</summary>
    /// <exception cref="FormatException">The text is no public RSA key of 2048 bits.</exception>
    public static RsaPublicKey FromPem(string pem)
    {
        ArgumentNullException.ThrowIfNull(pem);
        object? read;
        try
        {
            using var text = new StringReader(pem);
            read = new PemReader(text).ReadObject();
        }
        catch (Exception failure) when (failure is IOException or ArgumentException or InvalidCastException or FormatException or PemException)
        {
            throw new FormatException("The text is not a public key in PEM format (RSA PUBLIC KEY or PUBLIC KEY).", failure);
        }

        return read is RsaKeyParameters { IsPrivate: false } key
            ? new RsaPublicKey(key.Modulus, key.Exponent)
            : throw new FormatException("The text is not a public RSA key in PEM format (RSA PUBLIC KEY or PUBLIC KEY).");
    }

    /// <summary>Makes a key of a big-endian modulus and exponent.</summary>
    public static RsaPublicKey FromNumbers(ReadOnlySpan<byte> modulus, ReadOnlySpan<byte> exponent) =>
        new(new BigInteger(1, modulus.ToArray()), new BigInteger(1, exponent.ToArray()));

    /// <summary>The fingerprint of a key of any size.</summary>
    internal static long ComputeFingerprint(ReadOnlySpan<byte> modulus, ReadOnlySpan<byte> exponent)
    {
        using var fields = new TlBuffer(512);
        var writer = new TlWriter(fields);
        writer.WriteBytes(modulus);
        writer.WriteBytes(exponent);
        writer.Flush();
        return BinaryPrimitives.ReadInt64LittleEndian(SHA1.HashData(fields.Written).AsSpan(12));
    }

    /// <summary>Raises a number of 256 bytes to the exponent; false when it is not smaller than the modulus.</summary>
    internal bool TryEncrypt(ReadOnlySpan<byte> number, Span<byte> encrypted)
    {
        ArgumentOutOfRangeException.ThrowIfNotEqual(number.Length, SizeBytes);
        var value = new BigInteger(1, number.ToArray());
        var modulus = new BigInteger(1, Modulus);
        if (value.CompareTo(modulus) >= 0)
            return false;
        value.ModPow(new BigInteger(1, Exponent), modulus).WriteFixed(encrypted[..SizeBytes]);
        return true;
    }
}

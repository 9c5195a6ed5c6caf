using System.Buffers.Binary;
using System.Numerics;
using System.Security.Cryptography;
using TelegramHost.Tl;

namespace TelegramHost.Emulator.Server;

/// <summary>The server's own RSA key: opens what clients encrypt during the key exchange.</summary>
/// <remarks>The public half is what a client must know beforehand, as it knows Telegram's.</remarks>
internal sealed class ServerRsaKey
{
    /// <summary>Length of the modulus, and of everything that is encrypted with it.</summary>
    public const int Size = 256;

    private readonly BigInteger _p;
    private readonly BigInteger _q;
    private readonly BigInteger _dp;
    private readonly BigInteger _dq;
    private readonly BigInteger _inverseQ;
    private readonly BigInteger _modulus;

    private ServerRsaKey(RSA rsa)
    {
        if (rsa.KeySize != Size * 8)
            throw new ArgumentException($"The emulator's RSA key has {rsa.KeySize} bits; MTProto needs {Size * 8}.");
        var key = rsa.ExportParameters(includePrivateParameters: true);
        _modulus = Unsigned(key.Modulus!);
        _p = Unsigned(key.P!);
        _q = Unsigned(key.Q!);
        _dp = Unsigned(key.DP!);
        _dq = Unsigned(key.DQ!);
        _inverseQ = Unsigned(key.InverseQ!);
        Fingerprint = ComputeFingerprint(key);
        PublicPem = rsa.ExportRSAPublicKeyPem() + "\n";
        SubjectPublicKeyPem = rsa.ExportSubjectPublicKeyInfoPem() + "\n";
    }

    /// <summary>The last 8 bytes of the SHA1 of modulus and exponent, each as TL bytes.</summary>
    public long Fingerprint { get; }

    /// <summary>The public key as PKCS#1 PEM (<c>BEGIN RSA PUBLIC KEY</c>), the form in which Telegram publishes its own.</summary>
    public string PublicPem { get; }

    /// <summary>The public key as SPKI PEM (<c>BEGIN PUBLIC KEY</c>).</summary>
    public string SubjectPublicKeyPem { get; }

    /// <summary>A fresh key.</summary>
    public static ServerRsaKey Create()
    {
        while (true)
        {
            using var rsa = RSA.Create(Size * 8);
            var key = new ServerRsaKey(rsa);
            // Some clients compare fingerprints as hexadecimal text without leading zeros; none of Telegram's keys has any.
            if ((ulong)key.Fingerprint >> 60 != 0)
                return key;
        }
    }

    /// <summary>The private key in <paramref name="pem"/>.</summary>
    /// <exception cref="ArgumentException">The text holds no RSA private key of 2048 bits.</exception>
    public static ServerRsaKey FromPem(string pem)
    {
        using var rsa = RSA.Create();
        try
        {
            rsa.ImportFromPem(pem);
        }
        catch (Exception exception) when (exception is CryptographicException or ArgumentException)
        {
            throw new ArgumentException("EmulatorOptions.PrivateKeyPem holds no RSA private key in PEM form.", exception);
        }

        return new ServerRsaKey(rsa);
    }

    /// <summary>The raw RSA operation with the private exponent: 256 bytes in, 256 bytes out, no padding scheme.</summary>
    /// <returns>False if the number is not below the modulus.</returns>
    public bool TryDecrypt(ReadOnlySpan<byte> encrypted, Span<byte> output)
    {
        var number = Unsigned(encrypted);
        if (encrypted.Length != Size || number >= _modulus)
            return false;
        // Chinese remainders: two exponentiations of half the size take a quarter of the time.
        var m1 = BigInteger.ModPow(number % _p, _dp, _p);
        var m2 = BigInteger.ModPow(number % _q, _dq, _q);
        var h = _inverseQ * (m1 - m2) % _p;
        if (h.Sign < 0)
            h += _p;
        DhGroup.WriteUnsigned(m2 + (h * _q), output[..Size]);
        return true;
    }

    private static BigInteger Unsigned(ReadOnlySpan<byte> bytes) => new(bytes, isUnsigned: true, isBigEndian: true);

    private static long ComputeFingerprint(RSAParameters key)
    {
        using var buffer = new TlBuffer(320);
        var writer = new TlWriter(buffer);
        writer.WriteBytes(key.Modulus);
        writer.WriteBytes(key.Exponent);
        writer.Flush();
        return BinaryPrimitives.ReadInt64LittleEndian(SHA1.HashData(buffer.Written).AsSpan(12));
    }
}

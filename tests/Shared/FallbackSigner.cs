using System.Numerics;
using System.Security.Cryptography;
using System.Text;

namespace TelegramHost.TestSupport;

/// <summary>Makes fallback configurations as their publisher does, with a key of its own.</summary>
internal sealed class FallbackSigner : IDisposable
{
    private readonly RSA _rsa = RSA.Create(2048);

    public string PublicKeyPem => _rsa.ExportRSAPublicKeyPem();

    public void Dispose() => _rsa.Dispose();

    /// <summary>The published text of data that begins with its own length.</summary>
    public string Seal(byte[] content, int? length = null)
    {
        var data = new byte[208];
        BitConverter.TryWriteBytes(data, length ?? content.Length + 4);
        content.CopyTo(data, 4);
        return SealData([.. data, .. SHA256.HashData(data)[..16]]);
    }

    /// <summary>The published text of 224 bytes, whatever they are.</summary>
    public string SealData(byte[] plain)
    {
        var parameters = _rsa.ExportParameters(includePrivateParameters: true);
        var modulus = Number(parameters.Modulus!);
        while (true)
        {
            // Begins with a zero bit or two, mostly: a number beyond the modulus can't be signed.
            var key = RandomNumberGenerator.GetBytes(32);
            using var aes = Aes.Create();
            aes.Key = key;
            var number = Number([.. key, .. aes.EncryptCbc(plain, key.AsSpan(16), PaddingMode.None)]);
            if (number >= modulus)
                continue;
            var signed = BigInteger.ModPow(number, Number(parameters.D!), modulus).ToByteArray(isUnsigned: true, isBigEndian: true);
            return Convert.ToBase64String([.. new byte[256 - signed.Length], .. signed]);
        }
    }

    /// <summary>A configuration of one rule with one address.</summary>
    public static byte[] Config(
        DateTimeOffset expires, int dc = 2, uint ip = 0xC0000209, int port = 443, byte[]? secret = null, string prefixes = "", int rules = 1)
    {
        using var bytes = new MemoryStream();
        using var writer = new BinaryWriter(bytes);
        writer.Write(0x5a592a6cu);
        writer.Write((int)(expires - TimeSpan.FromDays(365)).ToUnixTimeSeconds());
        writer.Write((int)expires.ToUnixTimeSeconds());
        writer.Write(rules);
        for (var i = 0; i < rules; i++)
        {
            writer.Write(0x4679b65fu);
            WriteBytes(writer, Encoding.ASCII.GetBytes(prefixes));
            writer.Write(dc);
            writer.Write(1);
            writer.Write(secret is null ? 0xd433ad73u : 0x37982646u);
            writer.Write(ip);
            writer.Write(port);
            if (secret is not null)
                WriteBytes(writer, secret);
        }

        return bytes.ToArray();
    }

    private static void WriteBytes(BinaryWriter writer, byte[] value)
    {
        writer.Write((byte)value.Length);
        writer.Write(value);
        writer.Write(new byte[(4 - ((value.Length + 1) % 4)) % 4]);
    }

    private static BigInteger Number(ReadOnlySpan<byte> bytes) => new(bytes, isUnsigned: true, isBigEndian: true);
}

using System.Security.Cryptography;

namespace TelegramHost.Benchmarks.Crypto;

/// <summary>MTProto 2.0 as one writes it first: byte arrays, and an <see cref="ICryptoTransform"/> called for each block.</summary>
internal sealed class PlainCipher(byte[] authKey, Random random)
{
    public byte[] Encrypt(byte[] plaintext, int extraBlocks, int x)
    {
        var padding = new byte[12 + (-(plaintext.Length + 12) & 15) + (extraBlocks * 16)];
        random.NextBytes(padding);
        var padded = plaintext.Concat(padding).ToArray();
        var msgKey = MsgKey(padded, x);
        var (key, iv) = Derive(msgKey, x);
        var id = SHA1.HashData(authKey)[12..];
        return id.Concat(msgKey).Concat(Ige(padded, key, iv, encrypt: true)).ToArray();
    }

    public byte[] Decrypt(byte[] packet, int x)
    {
        var msgKey = packet[8..24];
        var (key, iv) = Derive(msgKey, x);
        var padded = Ige(packet[24..], key, iv, encrypt: false);
        return MsgKey(padded, x).SequenceEqual(msgKey) ? padded : throw new CryptographicException("msg_key");
    }

    private static byte[] Ige(byte[] data, byte[] key, byte[] iv, bool encrypt)
    {
        using var aes = Aes.Create();
        aes.Mode = CipherMode.ECB;
        aes.Padding = PaddingMode.None;
        aes.Key = key;
        using var transform = encrypt ? aes.CreateEncryptor() : aes.CreateDecryptor();
        var result = new byte[data.Length];
        var previousX = encrypt ? iv[16..] : iv[..16];
        var previousY = encrypt ? iv[..16] : iv[16..];
        for (var start = 0; start < data.Length; start += 16)
        {
            var current = data[start..(start + 16)];
            var block = new byte[16];
            for (var i = 0; i < 16; i++)
                block[i] = (byte)(current[i] ^ previousY[i]);
            transform.TransformBlock(block, 0, 16, block, 0);
            for (var i = 0; i < 16; i++)
                block[i] ^= previousX[i];
            block.CopyTo(result, start);
            previousX = current;
            previousY = block;
        }

        return result;
    }

    private byte[] MsgKey(byte[] padded, int x) => SHA256.HashData([.. authKey[(88 + x)..(120 + x)], .. padded])[8..24];

    private (byte[] Key, byte[] Iv) Derive(byte[] msgKey, int x)
    {
        var a = SHA256.HashData([.. msgKey, .. authKey[x..(x + 36)]]);
        var b = SHA256.HashData([.. authKey[(40 + x)..(76 + x)], .. msgKey]);
        return ([.. a[..8], .. b[8..24], .. a[24..]], [.. b[..8], .. a[8..24], .. b[24..]]);
    }
}

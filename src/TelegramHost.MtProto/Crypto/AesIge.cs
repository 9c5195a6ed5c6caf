using System.Runtime.Intrinsics;
using System.Security.Cryptography;
using ArmAes = System.Runtime.Intrinsics.Arm.Aes;
using X86Aes = System.Runtime.Intrinsics.X86.Aes;

namespace TelegramHost.MtProto.Crypto;

/// <summary>AES-256 in the Infinite Garble Extension mode that MTProto uses, in place.</summary>
/// <remarks>The 32 bytes of the iv are the ciphertext block and the plaintext block before the first. Nothing is allocated where the
/// processor has AES instructions. Source: https://core.telegram.org/mtproto/description#defining-aes-key-and-initialization-vector</remarks>
internal static class AesIge
{
    /// <summary>Length of a block; data must be a multiple of it.</summary>
    public const int BlockBytes = 16;

    /// <summary>Length of the key.</summary>
    public const int KeyBytes = 32;

    /// <summary>Length of the iv.</summary>
    public const int IvBytes = 32;

    /// <summary>Encrypts <paramref name="data"/> in place.</summary>
    public static void Encrypt(ReadOnlySpan<byte> key, ReadOnlySpan<byte> iv, Span<byte> data)
    {
        CheckLengths(key, iv, data);
        if (!AesKeySchedule.IsSupported)
        {
            PortableIge.Encrypt(key, iv, data);
            return;
        }

        AesRoundKeys keys = default;
        AesKeySchedule.ForEncryption(key, ref keys);
        var cipher = Vector128.Create(iv[..BlockBytes]);
        var plain = Vector128.Create(iv[BlockBytes..]);
        if (X86Aes.IsSupported)
            IgeKernel<AesX64.Encryption>.Run(in keys, data, ref plain, ref cipher);
        else if (ArmAes.IsSupported)
            IgeKernel<AesArm.Encryption>.Run(in keys, data, ref plain, ref cipher);
        keys.Clear();
    }

    /// <summary>Decrypts <paramref name="data"/> in place.</summary>
    public static void Decrypt(ReadOnlySpan<byte> key, ReadOnlySpan<byte> iv, Span<byte> data)
    {
        CheckLengths(key, iv, data);
        if (!AesKeySchedule.IsSupported)
        {
            PortableIge.Decrypt(key, iv, data);
            return;
        }

        AesRoundKeys keys = default;
        AesKeySchedule.ForDecryption(key, ref keys);
        var cipher = Vector128.Create(iv[..BlockBytes]);
        var plain = Vector128.Create(iv[BlockBytes..]);
        if (X86Aes.IsSupported)
            IgeKernel<AesX64.Decryption>.Run(in keys, data, ref cipher, ref plain);
        else if (ArmAes.IsSupported)
            IgeKernel<AesArm.Decryption>.Run(in keys, data, ref cipher, ref plain);
        keys.Clear();
    }

    /// <summary>Encrypts four independent messages in place, in little more time than one of them takes.</summary>
    public static void EncryptFour(IgeMessage a, IgeMessage b, IgeMessage c, IgeMessage d)
    {
        if (X86Aes.IsSupported)
        {
            EncryptFour<AesX64.Encryption>(a, b, c, d);
        }
        else if (ArmAes.IsSupported)
        {
            EncryptFour<AesArm.Encryption>(a, b, c, d);
        }
        else
        {
            Encrypt(a.Key, a.Iv, a.Data);
            Encrypt(b.Key, b.Iv, b.Data);
            Encrypt(c.Key, c.Iv, c.Data);
            Encrypt(d.Key, d.Iv, d.Data);
        }
    }

    /// <summary>Decrypts four independent messages in place, in little more time than one of them takes.</summary>
    public static void DecryptFour(IgeMessage a, IgeMessage b, IgeMessage c, IgeMessage d)
    {
        if (X86Aes.IsSupported)
        {
            DecryptFour<AesX64.Decryption>(a, b, c, d);
        }
        else if (ArmAes.IsSupported)
        {
            DecryptFour<AesArm.Decryption>(a, b, c, d);
        }
        else
        {
            Decrypt(a.Key, a.Iv, a.Data);
            Decrypt(b.Key, b.Iv, b.Data);
            Decrypt(c.Key, c.Iv, c.Data);
            Decrypt(d.Key, d.Iv, d.Data);
        }
    }

    private static void EncryptFour<TAes>(IgeMessage a, IgeMessage b, IgeMessage c, IgeMessage d)
        where TAes : struct, IAesRounds
    {
        var chainA = Encrypting(a);
        var chainB = Encrypting(b);
        var chainC = Encrypting(c);
        var chainD = Encrypting(d);
        IgeFourKernel<TAes>.Run(ref chainA, ref chainB, ref chainC, ref chainD, a.Data, b.Data, c.Data, d.Data);
        Clear(ref chainA, ref chainB, ref chainC, ref chainD);

        static IgeFourKernel<TAes>.Chain Encrypting(IgeMessage message)
        {
            CheckLengths(message.Key, message.Iv, message.Data);
            IgeFourKernel<TAes>.Chain chain = default;
            AesKeySchedule.ForEncryption(message.Key, ref chain.Keys);
            chain.X = Vector128.Create(message.Iv[BlockBytes..]);
            chain.Y = Vector128.Create(message.Iv[..BlockBytes]);
            return chain;
        }
    }

    private static void DecryptFour<TAes>(IgeMessage a, IgeMessage b, IgeMessage c, IgeMessage d)
        where TAes : struct, IAesRounds
    {
        var chainA = Decrypting(a);
        var chainB = Decrypting(b);
        var chainC = Decrypting(c);
        var chainD = Decrypting(d);
        IgeFourKernel<TAes>.Run(ref chainA, ref chainB, ref chainC, ref chainD, a.Data, b.Data, c.Data, d.Data);
        Clear(ref chainA, ref chainB, ref chainC, ref chainD);

        static IgeFourKernel<TAes>.Chain Decrypting(IgeMessage message)
        {
            CheckLengths(message.Key, message.Iv, message.Data);
            IgeFourKernel<TAes>.Chain chain = default;
            AesKeySchedule.ForDecryption(message.Key, ref chain.Keys);
            chain.X = Vector128.Create(message.Iv[..BlockBytes]);
            chain.Y = Vector128.Create(message.Iv[BlockBytes..]);
            return chain;
        }
    }

    private static void Clear<TAes>(
        ref IgeFourKernel<TAes>.Chain a, ref IgeFourKernel<TAes>.Chain b, ref IgeFourKernel<TAes>.Chain c, ref IgeFourKernel<TAes>.Chain d)
        where TAes : struct, IAesRounds
    {
        a.Keys.Clear();
        b.Keys.Clear();
        c.Keys.Clear();
        d.Keys.Clear();
    }

    private static void CheckLengths(ReadOnlySpan<byte> key, ReadOnlySpan<byte> iv, ReadOnlySpan<byte> data)
    {
        ArgumentOutOfRangeException.ThrowIfNotEqual(key.Length, KeyBytes);
        ArgumentOutOfRangeException.ThrowIfNotEqual(iv.Length, IvBytes);
        if (data.Length % BlockBytes != 0)
            throw new CryptographicException($"AES-IGE works on whole blocks of {BlockBytes} bytes; got {data.Length} bytes.");
    }
}

using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using System.Security.Cryptography;

namespace TelegramHost.MtProto.Crypto;

/// <summary>AES-IGE on the base library's AES, for processors without AES instructions.</summary>
internal static class PortableIge
{
    private const int BlockBytes = AesIge.BlockBytes;

    /// <summary>Encrypts <paramref name="data"/> in place.</summary>
    public static void Encrypt(ReadOnlySpan<byte> key, ReadOnlySpan<byte> iv, Span<byte> data) =>
        Run(key, x: iv[BlockBytes..], y: iv[..BlockBytes], data, encrypt: true);

    /// <summary>Decrypts <paramref name="data"/> in place.</summary>
    public static void Decrypt(ReadOnlySpan<byte> key, ReadOnlySpan<byte> iv, Span<byte> data) =>
        Run(key, x: iv[..BlockBytes], y: iv[BlockBytes..], data, encrypt: false);

    // y[i] = F(x[i] ^ y[i-1]) ^ x[i-1]; encryption and decryption are the same chain with x and y exchanged.
    private static void Run(ReadOnlySpan<byte> key, ReadOnlySpan<byte> x, ReadOnlySpan<byte> y, Span<byte> data, bool encrypt)
    {
        using var aes = Aes.Create();
        aes.SetKey(key);

        var previousX = Vector128.Create(x);
        var previousY = Vector128.Create(y);
        Span<byte> block = stackalloc byte[BlockBytes];
        foreach (ref var current in MemoryMarshal.Cast<byte, Vector128<byte>>(data))
        {
            (current ^ previousY).CopyTo(block);
            if (encrypt)
                aes.EncryptEcb(block, block, PaddingMode.None);
            else
                aes.DecryptEcb(block, block, PaddingMode.None);
            previousY = Vector128.Create<byte>(block) ^ previousX;
            previousX = current;
            current = previousY;
        }

        CryptographicOperations.ZeroMemory(block);
    }
}

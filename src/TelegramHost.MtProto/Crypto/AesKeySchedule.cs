using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.Arm;
using System.Runtime.Intrinsics.X86;
using ArmAes = System.Runtime.Intrinsics.Arm.Aes;
using X86Aes = System.Runtime.Intrinsics.X86.Aes;

namespace TelegramHost.MtProto.Crypto;

/// <summary>Expands an AES-256 key into round keys with the processor's AES instructions.</summary>
/// <remarks>Source: FIPS 197, sections 5.2 and 5.3.5</remarks>
internal static class AesKeySchedule
{
    /// <summary>Whether the processor has what this needs; otherwise the base library's AES does the work.</summary>
    public static bool IsSupported
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => X86Aes.IsSupported || ArmAes.IsSupported;
    }

    private static Vector128<byte> LastWord => Vector128.Create((byte)12, 13, 14, 15, 12, 13, 14, 15, 12, 13, 14, 15, 12, 13, 14, 15);

    private static Vector128<byte> LastWordRotated => Vector128.Create((byte)13, 14, 15, 12, 13, 14, 15, 12, 13, 14, 15, 12, 13, 14, 15, 12);

    /// <summary>The round keys for encryption with a key of 32 bytes.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    public static void ForEncryption(ReadOnlySpan<byte> key, ref AesRoundKeys keys)
    {
        ArgumentOutOfRangeException.ThrowIfNotEqual(key.Length, AesRoundKeys.KeyBytes);

        var even = Vector128.Create(key[..16]);
        var odd = Vector128.Create(key[16..]);
        keys[0] = even;
        keys[1] = odd;
        for (var i = 2; ; i += 2)
        {
            // The round constants are 1, 2, 4 … 64.
            var seed = SubWord(Vector128.Shuffle(odd, LastWordRotated)) ^ Vector128.Create(1u << ((i / 2) - 1)).AsByte();
            even = PrefixXor(even) ^ seed;
            keys[i] = even;
            if (i + 1 == AesRoundKeys.Count)
                return;
            odd = PrefixXor(odd) ^ SubWord(Vector128.Shuffle(even, LastWord));
            keys[i + 1] = odd;
        }
    }

    /// <summary>The round keys for decryption (equivalent inverse cipher) with a key of 32 bytes.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    public static void ForDecryption(ReadOnlySpan<byte> key, ref AesRoundKeys keys)
    {
        ForEncryption(key, ref keys);
        (keys[0], keys[14]) = (keys[14], keys[0]);
        for (var i = 1; i < 7; i++)
            (keys[i], keys[14 - i]) = (InverseMixColumns(keys[14 - i]), InverseMixColumns(keys[i]));
        keys[7] = InverseMixColumns(keys[7]);
    }

    // All four words are equal, so the row shift of an AES round changes nothing and its S-box is what remains.
    // That is several times quicker than AESKEYGENASSIST, and Arm has no such instruction at all.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector128<byte> SubWord(Vector128<byte> fourEqualWords) =>
        X86Aes.IsSupported
            ? X86Aes.EncryptLast(fourEqualWords, Vector128<byte>.Zero)
            : ArmAes.Encrypt(fourEqualWords, Vector128<byte>.Zero);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector128<byte> InverseMixColumns(Vector128<byte> key) =>
        X86Aes.IsSupported ? X86Aes.InverseMixColumns(key) : ArmAes.InverseMixColumns(key);

    // Each word becomes the sum of itself and all words before it.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector128<byte> PrefixXor(Vector128<byte> key)
    {
        if (Sse2.IsSupported)
        {
            key ^= Sse2.ShiftLeftLogical128BitLane(key, 4);
            return key ^ Sse2.ShiftLeftLogical128BitLane(key, 8);
        }

        key ^= AdvSimd.ExtractVector128(Vector128<byte>.Zero, key, 12);
        return key ^ AdvSimd.ExtractVector128(Vector128<byte>.Zero, key, 8);
    }
}

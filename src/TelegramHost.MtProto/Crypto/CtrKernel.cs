using System.Buffers.Binary;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace TelegramHost.MtProto.Crypto;

/// <summary>CTR mode on AES instructions, eight counter blocks at once.</summary>
internal static class CtrKernel<TAes>
    where TAes : struct, IAesRounds
{
    private const int BlocksInFlight = 8;

    /// <summary>Adds the stream to <paramref name="blocks"/> and moves <paramref name="counter"/> on.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    public static void Run(ref readonly AesRoundKeys keys, Span<Vector128<byte>> blocks, ref UInt128 counter)
    {
        while (blocks.Length >= BlocksInFlight)
        {
            Eight(in keys, ref MemoryMarshal.GetReference(blocks), counter);
            counter += BlocksInFlight;
            blocks = blocks[BlocksInFlight..];
        }

        foreach (ref var block in blocks)
        {
            var state = Block(counter++) ^ TAes.Whitening(in keys);
            for (var round = 1; round < AesRoundKeys.Count - 1; round++)
                state = TAes.Round(state, in keys, round);
            block ^= TAes.Last(state, in keys, keys[AesRoundKeys.Count - 1]);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    private static void Eight(ref readonly AesRoundKeys keys, ref Vector128<byte> blocks, UInt128 counter)
    {
        var whitening = TAes.Whitening(in keys);
        var s0 = Block(counter) ^ whitening;
        var s1 = Block(counter + 1) ^ whitening;
        var s2 = Block(counter + 2) ^ whitening;
        var s3 = Block(counter + 3) ^ whitening;
        var s4 = Block(counter + 4) ^ whitening;
        var s5 = Block(counter + 5) ^ whitening;
        var s6 = Block(counter + 6) ^ whitening;
        var s7 = Block(counter + 7) ^ whitening;
        Round(ref s0, ref s1, ref s2, ref s3, ref s4, ref s5, ref s6, ref s7, in keys, 1);
        Round(ref s0, ref s1, ref s2, ref s3, ref s4, ref s5, ref s6, ref s7, in keys, 2);
        Round(ref s0, ref s1, ref s2, ref s3, ref s4, ref s5, ref s6, ref s7, in keys, 3);
        Round(ref s0, ref s1, ref s2, ref s3, ref s4, ref s5, ref s6, ref s7, in keys, 4);
        Round(ref s0, ref s1, ref s2, ref s3, ref s4, ref s5, ref s6, ref s7, in keys, 5);
        Round(ref s0, ref s1, ref s2, ref s3, ref s4, ref s5, ref s6, ref s7, in keys, 6);
        Round(ref s0, ref s1, ref s2, ref s3, ref s4, ref s5, ref s6, ref s7, in keys, 7);
        Round(ref s0, ref s1, ref s2, ref s3, ref s4, ref s5, ref s6, ref s7, in keys, 8);
        Round(ref s0, ref s1, ref s2, ref s3, ref s4, ref s5, ref s6, ref s7, in keys, 9);
        Round(ref s0, ref s1, ref s2, ref s3, ref s4, ref s5, ref s6, ref s7, in keys, 10);
        Round(ref s0, ref s1, ref s2, ref s3, ref s4, ref s5, ref s6, ref s7, in keys, 11);
        Round(ref s0, ref s1, ref s2, ref s3, ref s4, ref s5, ref s6, ref s7, in keys, 12);
        Round(ref s0, ref s1, ref s2, ref s3, ref s4, ref s5, ref s6, ref s7, in keys, 13);

        var lastKey = keys[AesRoundKeys.Count - 1];
        Unsafe.Add(ref blocks, 0) ^= TAes.Last(s0, in keys, lastKey);
        Unsafe.Add(ref blocks, 1) ^= TAes.Last(s1, in keys, lastKey);
        Unsafe.Add(ref blocks, 2) ^= TAes.Last(s2, in keys, lastKey);
        Unsafe.Add(ref blocks, 3) ^= TAes.Last(s3, in keys, lastKey);
        Unsafe.Add(ref blocks, 4) ^= TAes.Last(s4, in keys, lastKey);
        Unsafe.Add(ref blocks, 5) ^= TAes.Last(s5, in keys, lastKey);
        Unsafe.Add(ref blocks, 6) ^= TAes.Last(s6, in keys, lastKey);
        Unsafe.Add(ref blocks, 7) ^= TAes.Last(s7, in keys, lastKey);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Round(
        ref Vector128<byte> s0, ref Vector128<byte> s1, ref Vector128<byte> s2, ref Vector128<byte> s3,
        ref Vector128<byte> s4, ref Vector128<byte> s5, ref Vector128<byte> s6, ref Vector128<byte> s7,
        ref readonly AesRoundKeys keys, int number)
    {
        s0 = TAes.Round(s0, in keys, number);
        s1 = TAes.Round(s1, in keys, number);
        s2 = TAes.Round(s2, in keys, number);
        s3 = TAes.Round(s3, in keys, number);
        s4 = TAes.Round(s4, in keys, number);
        s5 = TAes.Round(s5, in keys, number);
        s6 = TAes.Round(s6, in keys, number);
        s7 = TAes.Round(s7, in keys, number);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector128<byte> Block(UInt128 counter) =>
        Vector128.Create(
            BinaryPrimitives.ReverseEndianness((ulong)(counter >> 64)), BinaryPrimitives.ReverseEndianness((ulong)counter)).AsByte();
}

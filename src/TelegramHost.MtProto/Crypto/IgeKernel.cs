using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace TelegramHost.MtProto.Crypto;

/// <summary>The IGE chain on AES instructions: y[i] = F(x[i] ^ y[i-1]) ^ x[i-1], in place, one chain or four at once.</summary>
/// <remarks>
/// Encryption and decryption are the same chain with x and y exchanged. A block cannot begin before the one before it has
/// ended, so what counts is the length of that path: everything that has to be added between the last round of one block
/// and the first of the next (its last key, x[i-1], x[i+1], the whitening) is added beforehand and goes in as the last
/// round's key. The path is then fourteen AES instructions and nothing else.
/// </remarks>
internal static class IgeKernel<TAes>
    where TAes : struct, IAesRounds
{
    // Inlined into a caller that holds the round keys on its own stack, the loop was measured to run five times slower.
    /// <summary>Transforms <paramref name="data"/>, whole blocks; <paramref name="x"/> and <paramref name="y"/> go on from block to block.</summary>
    [SkipLocalsInit]
    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    public static void Run(ref readonly AesRoundKeys keys, Span<byte> data, ref Vector128<byte> x, ref Vector128<byte> y)
    {
        var blocks = MemoryMarshal.Cast<byte, Vector128<byte>>(data);
        if (blocks.IsEmpty)
            return;

        ref var block = ref MemoryMarshal.GetReference(blocks);
        ref var last = ref Unsafe.Add(ref block, blocks.Length - 1);
        var whitening = TAes.Whitening(in keys);
        var lastKey = keys[AesRoundKeys.Count - 1];
        var foldedKey = lastKey ^ whitening;
        var previous = x;
        var current = block;
        var state = current ^ y ^ whitening;
        while (Unsafe.IsAddressLessThan(ref block, ref last))
        {
            ref var following = ref Unsafe.Add(ref block, 1);
            var next = following;
            var folded = foldedKey ^ previous ^ next;
            state = TAes.Last(Rounds(state, in keys), in keys, folded);
            block = state ^ next ^ whitening;
            previous = current;
            current = next;
            block = ref following;
        }

        y = TAes.Last(Rounds(state, in keys), in keys, lastKey ^ previous);
        x = current;
        block = y;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector128<byte> Rounds(Vector128<byte> state, ref readonly AesRoundKeys keys)
    {
        state = TAes.Round(state, in keys, 1);
        state = TAes.Round(state, in keys, 2);
        state = TAes.Round(state, in keys, 3);
        state = TAes.Round(state, in keys, 4);
        state = TAes.Round(state, in keys, 5);
        state = TAes.Round(state, in keys, 6);
        state = TAes.Round(state, in keys, 7);
        state = TAes.Round(state, in keys, 8);
        state = TAes.Round(state, in keys, 9);
        state = TAes.Round(state, in keys, 10);
        state = TAes.Round(state, in keys, 11);
        state = TAes.Round(state, in keys, 12);
        return TAes.Round(state, in keys, 13);
    }
}

using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace TelegramHost.MtProto.Crypto;

/// <summary>Four independent IGE chains in lock step, which fills the AES unit while each chain waits for itself.</summary>
/// <remarks>The formulas and the folding of keys are those of <see cref="IgeKernel{TAes}"/>.</remarks>
internal static class IgeFourKernel<TAes>
    where TAes : struct, IAesRounds
{
    /// <summary>The state of one chain: its round keys and the last blocks in (x) and out (y).</summary>
    internal struct Chain
    {
        /// <summary>The round keys.</summary>
        public AesRoundKeys Keys;

        /// <summary>The block that went in last.</summary>
        public Vector128<byte> X;

        /// <summary>The block that came out last.</summary>
        public Vector128<byte> Y;
    }

    /// <summary>Transforms all four; where they differ in length, the longer ones go on alone.</summary>
    [SkipLocalsInit]
    public static void Run(
        ref Chain chainA, ref Chain chainB, ref Chain chainC, ref Chain chainD,
        Span<byte> dataA, Span<byte> dataB, Span<byte> dataC, Span<byte> dataD)
    {
        var shared = Math.Min(Math.Min(dataA.Length, dataB.Length), Math.Min(dataC.Length, dataD.Length));
        if (shared > 0)
        {
            RunShared(
                ref chainA, ref chainB, ref chainC, ref chainD,
                ref MemoryMarshal.GetReference(dataA), ref MemoryMarshal.GetReference(dataB),
                ref MemoryMarshal.GetReference(dataC), ref MemoryMarshal.GetReference(dataD), shared);
        }

        IgeKernel<TAes>.Run(in chainA.Keys, dataA[shared..], ref chainA.X, ref chainA.Y);
        IgeKernel<TAes>.Run(in chainB.Keys, dataB[shared..], ref chainB.X, ref chainB.Y);
        IgeKernel<TAes>.Run(in chainC.Keys, dataC[shared..], ref chainC.X, ref chainC.Y);
        IgeKernel<TAes>.Run(in chainD.Keys, dataD[shared..], ref chainD.X, ref chainD.Y);
    }

    [SkipLocalsInit]
    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    private static void RunShared(
        ref Chain a, ref Chain b, ref Chain c, ref Chain d,
        ref byte dataA, ref byte dataB, ref byte dataC, ref byte dataD, int length)
    {
        const int last = AesRoundKeys.Count - 1;
        const int blockBytes = AesIge.BlockBytes;

        Vector128<byte> whitenA = TAes.Whitening(in a.Keys), whitenB = TAes.Whitening(in b.Keys);
        Vector128<byte> whitenC = TAes.Whitening(in c.Keys), whitenD = TAes.Whitening(in d.Keys);
        Vector128<byte> previousA = a.X, previousB = b.X, previousC = c.X, previousD = d.X;
        Vector128<byte> currentA = Load(ref dataA, 0), currentB = Load(ref dataB, 0), currentC = Load(ref dataC, 0), currentD = Load(ref dataD, 0);
        Vector128<byte> stateA = currentA ^ a.Y ^ whitenA, stateB = currentB ^ b.Y ^ whitenB;
        Vector128<byte> stateC = currentC ^ c.Y ^ whitenC, stateD = currentD ^ d.Y ^ whitenD;

        var offset = 0;
        for (; offset < length - blockBytes; offset += blockBytes)
        {
            Rounds(ref stateA, ref stateB, ref stateC, ref stateD, in a.Keys, in b.Keys, in c.Keys, in d.Keys);

            var nextA = Load(ref dataA, offset + blockBytes) ^ whitenA;
            stateA = TAes.Last(stateA, in a.Keys, a.Keys[last] ^ previousA ^ nextA);
            Store(stateA ^ nextA, ref dataA, offset);
            (previousA, currentA) = (currentA, nextA ^ whitenA);

            var nextB = Load(ref dataB, offset + blockBytes) ^ whitenB;
            stateB = TAes.Last(stateB, in b.Keys, b.Keys[last] ^ previousB ^ nextB);
            Store(stateB ^ nextB, ref dataB, offset);
            (previousB, currentB) = (currentB, nextB ^ whitenB);

            var nextC = Load(ref dataC, offset + blockBytes) ^ whitenC;
            stateC = TAes.Last(stateC, in c.Keys, c.Keys[last] ^ previousC ^ nextC);
            Store(stateC ^ nextC, ref dataC, offset);
            (previousC, currentC) = (currentC, nextC ^ whitenC);

            var nextD = Load(ref dataD, offset + blockBytes) ^ whitenD;
            stateD = TAes.Last(stateD, in d.Keys, d.Keys[last] ^ previousD ^ nextD);
            Store(stateD ^ nextD, ref dataD, offset);
            (previousD, currentD) = (currentD, nextD ^ whitenD);
        }

        Rounds(ref stateA, ref stateB, ref stateC, ref stateD, in a.Keys, in b.Keys, in c.Keys, in d.Keys);
        (a.X, b.X, c.X, d.X) = (currentA, currentB, currentC, currentD);
        a.Y = TAes.Last(stateA, in a.Keys, a.Keys[last] ^ previousA);
        b.Y = TAes.Last(stateB, in b.Keys, b.Keys[last] ^ previousB);
        c.Y = TAes.Last(stateC, in c.Keys, c.Keys[last] ^ previousC);
        d.Y = TAes.Last(stateD, in d.Keys, d.Keys[last] ^ previousD);
        Store(a.Y, ref dataA, offset);
        Store(b.Y, ref dataB, offset);
        Store(c.Y, ref dataC, offset);
        Store(d.Y, ref dataD, offset);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Rounds(
        ref Vector128<byte> a, ref Vector128<byte> b, ref Vector128<byte> c, ref Vector128<byte> d,
        ref readonly AesRoundKeys keysA, ref readonly AesRoundKeys keysB, ref readonly AesRoundKeys keysC, ref readonly AesRoundKeys keysD)
    {
        Vector128<byte> stateA = a, stateB = b, stateC = c, stateD = d;
        stateA = TAes.Round(stateA, in keysA, 1);
        stateB = TAes.Round(stateB, in keysB, 1);
        stateC = TAes.Round(stateC, in keysC, 1);
        stateD = TAes.Round(stateD, in keysD, 1);
        stateA = TAes.Round(stateA, in keysA, 2);
        stateB = TAes.Round(stateB, in keysB, 2);
        stateC = TAes.Round(stateC, in keysC, 2);
        stateD = TAes.Round(stateD, in keysD, 2);
        stateA = TAes.Round(stateA, in keysA, 3);
        stateB = TAes.Round(stateB, in keysB, 3);
        stateC = TAes.Round(stateC, in keysC, 3);
        stateD = TAes.Round(stateD, in keysD, 3);
        stateA = TAes.Round(stateA, in keysA, 4);
        stateB = TAes.Round(stateB, in keysB, 4);
        stateC = TAes.Round(stateC, in keysC, 4);
        stateD = TAes.Round(stateD, in keysD, 4);
        stateA = TAes.Round(stateA, in keysA, 5);
        stateB = TAes.Round(stateB, in keysB, 5);
        stateC = TAes.Round(stateC, in keysC, 5);
        stateD = TAes.Round(stateD, in keysD, 5);
        stateA = TAes.Round(stateA, in keysA, 6);
        stateB = TAes.Round(stateB, in keysB, 6);
        stateC = TAes.Round(stateC, in keysC, 6);
        stateD = TAes.Round(stateD, in keysD, 6);
        stateA = TAes.Round(stateA, in keysA, 7);
        stateB = TAes.Round(stateB, in keysB, 7);
        stateC = TAes.Round(stateC, in keysC, 7);
        stateD = TAes.Round(stateD, in keysD, 7);
        stateA = TAes.Round(stateA, in keysA, 8);
        stateB = TAes.Round(stateB, in keysB, 8);
        stateC = TAes.Round(stateC, in keysC, 8);
        stateD = TAes.Round(stateD, in keysD, 8);
        stateA = TAes.Round(stateA, in keysA, 9);
        stateB = TAes.Round(stateB, in keysB, 9);
        stateC = TAes.Round(stateC, in keysC, 9);
        stateD = TAes.Round(stateD, in keysD, 9);
        stateA = TAes.Round(stateA, in keysA, 10);
        stateB = TAes.Round(stateB, in keysB, 10);
        stateC = TAes.Round(stateC, in keysC, 10);
        stateD = TAes.Round(stateD, in keysD, 10);
        stateA = TAes.Round(stateA, in keysA, 11);
        stateB = TAes.Round(stateB, in keysB, 11);
        stateC = TAes.Round(stateC, in keysC, 11);
        stateD = TAes.Round(stateD, in keysD, 11);
        stateA = TAes.Round(stateA, in keysA, 12);
        stateB = TAes.Round(stateB, in keysB, 12);
        stateC = TAes.Round(stateC, in keysC, 12);
        stateD = TAes.Round(stateD, in keysD, 12);
        stateA = TAes.Round(stateA, in keysA, 13);
        stateB = TAes.Round(stateB, in keysB, 13);
        stateC = TAes.Round(stateC, in keysC, 13);
        stateD = TAes.Round(stateD, in keysD, 13);
        (a, b, c, d) = (stateA, stateB, stateC, stateD);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector128<byte> Load(ref byte data, int offset) => Vector128.LoadUnsafe(ref data, (nuint)offset);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Store(Vector128<byte> block, ref byte data, int offset) => block.StoreUnsafe(ref data, (nuint)offset);
}

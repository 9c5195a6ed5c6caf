using System.Buffers.Binary;
using System.Diagnostics.CodeAnalysis;
using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;
using System.Security.Cryptography;

namespace TelegramHost.MtProto.Crypto;

/// <summary>SHA-256 for inputs so short that the way into the platform's library takes longer than the hash itself.</summary>
/// <remarks>
/// Measured side by side: 52 bytes take a third of the time of the platform's call, which catches up at four blocks.
/// Source: FIPS 180-4, section 6.2
/// </remarks>
internal static class ShortSha256
{
    private const int BlockBytes = 64;
    private const int LengthBytes = 8;
    private const int Rounds = 64;

    // Arrays and not constant spans: those allocate where the JIT does not optimise, and debug builds are tested too.
    private static readonly uint[] RoundConstants =
    [
        0x428a2f98, 0x71374491, 0xb5c0fbcf, 0xe9b5dba5, 0x3956c25b, 0x59f111f1, 0x923f82a4, 0xab1c5ed5,
        0xd807aa98, 0x12835b01, 0x243185be, 0x550c7dc3, 0x72be5d74, 0x80deb1fe, 0x9bdc06a7, 0xc19bf174,
        0xe49b69c1, 0xefbe4786, 0x0fc19dc6, 0x240ca1cc, 0x2de92c6f, 0x4a7484aa, 0x5cb0a9dc, 0x76f988da,
        0x983e5152, 0xa831c66d, 0xb00327c8, 0xbf597fc7, 0xc6e00bf3, 0xd5a79147, 0x06ca6351, 0x14292967,
        0x27b70a85, 0x2e1b2138, 0x4d2c6dfc, 0x53380d13, 0x650a7354, 0x766a0abb, 0x81c2c92e, 0x92722c85,
        0xa2bfe8a1, 0xa81a664b, 0xc24b8b70, 0xc76c51a3, 0xd192e819, 0xd6990624, 0xf40e3585, 0x106aa070,
        0x19a4c116, 0x1e376c08, 0x2748774c, 0x34b0bcb5, 0x391c0cb3, 0x4ed8aa4a, 0x5b9cca4f, 0x682e6ff3,
        0x748f82ee, 0x78a5636f, 0x84c87814, 0x8cc70208, 0x90befffa, 0xa4506ceb, 0xbef9a3f7, 0xc67178f2,
    ];

    private static readonly uint[] InitialState =
    [
        0x6a09e667, 0xbb67ae85, 0x3c6ef372, 0xa54ff53a, 0x510e527f, 0x9b05688c, 0x1f83d9ab, 0x5be0cd19,
    ];

    /// <summary>The hash of <paramref name="first"/>, of less than a block, with <paramref name="second"/> behind it.</summary>
    [SkipLocalsInit]
    public static void Hash(ReadOnlySpan<byte> first, ReadOnlySpan<byte> second, Span<byte> hash)
    {
        Span<byte> block = stackalloc byte[BlockBytes];
        var bits = ((ulong)first.Length + (ulong)second.Length) * 8;
        Span<uint> state = stackalloc uint[8];
        InitialState.CopyTo(state);

        first.CopyTo(block);
        var used = first.Length;
        if (second.Length >= BlockBytes - used)
        {
            var fits = BlockBytes - used;
            second[..fits].CopyTo(block[used..]);
            Compress(state, block);
            second = second[fits..];
            used = 0;
            for (; second.Length >= BlockBytes; second = second[BlockBytes..])
                Compress(state, second);
        }

        second.CopyTo(block[used..]);
        used += second.Length;
        block[used++] = 0x80;
        block[used..].Clear();
        if (used > BlockBytes - LengthBytes)
        {
            Compress(state, block);
            block.Clear();
        }

        BinaryPrimitives.WriteUInt64BigEndian(block[^LengthBytes..], bits);
        Compress(state, block);
        for (var i = 0; i < state.Length; i++)
            BinaryPrimitives.WriteUInt32BigEndian(hash[(i * sizeof(uint))..], state[i]);
        CryptographicOperations.ZeroMemory(block);
    }

    [SkipLocalsInit]
    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    private static void Compress(Span<uint> state, ReadOnlySpan<byte> block)
    {
        // Each word of the schedule with its round constant already added.
        Span<uint> inputs = stackalloc uint[Rounds];
        if (Ssse3.IsSupported)
            ScheduleByVectors(block, inputs);
        else
            Schedule(block, inputs);

        uint a = state[0], b = state[1], c = state[2], d = state[3], e = state[4], f = state[5], g = state[6], h = state[7];
        ref var input = ref MemoryMarshal.GetReference(inputs);
        ref var end = ref Unsafe.Add(ref input, Rounds);

        // The majority of a, b and c is b ^ ((a ^ b) & (b ^ c)), and each round's a ^ b is the next round's b ^ c.
        uint ab, bc = b ^ c;
        for (; Unsafe.IsAddressLessThan(ref input, ref end); input = ref Unsafe.Add(ref input, 8))
        {
            // Eight rounds, after which every variable is back in its place.
            h += input + Choose(e, f, g) + RotationsOfE(e);
            d += h;
            ab = a ^ b;
            h += ((ab & bc) ^ b) + RotationsOfA(a);

            g += Unsafe.Add(ref input, 1) + Choose(d, e, f) + RotationsOfE(d);
            c += g;
            bc = h ^ a;
            g += ((bc & ab) ^ a) + RotationsOfA(h);

            f += Unsafe.Add(ref input, 2) + Choose(c, d, e) + RotationsOfE(c);
            b += f;
            ab = g ^ h;
            f += ((ab & bc) ^ h) + RotationsOfA(g);

            e += Unsafe.Add(ref input, 3) + Choose(b, c, d) + RotationsOfE(b);
            a += e;
            bc = f ^ g;
            e += ((bc & ab) ^ g) + RotationsOfA(f);

            d += Unsafe.Add(ref input, 4) + Choose(a, b, c) + RotationsOfE(a);
            h += d;
            ab = e ^ f;
            d += ((ab & bc) ^ f) + RotationsOfA(e);

            c += Unsafe.Add(ref input, 5) + Choose(h, a, b) + RotationsOfE(h);
            g += c;
            bc = d ^ e;
            c += ((bc & ab) ^ e) + RotationsOfA(d);

            b += Unsafe.Add(ref input, 6) + Choose(g, h, a) + RotationsOfE(g);
            f += b;
            ab = c ^ d;
            b += ((ab & bc) ^ d) + RotationsOfA(c);

            a += Unsafe.Add(ref input, 7) + Choose(f, g, h) + RotationsOfE(f);
            e += a;
            bc = b ^ c;
            a += ((bc & ab) ^ c) + RotationsOfA(b);
        }

        state[0] += a;
        state[1] += b;
        state[2] += c;
        state[3] += d;
        state[4] += e;
        state[5] += f;
        state[6] += g;
        state[7] += h;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static uint Choose(uint e, uint f, uint g) => g ^ (e & (f ^ g));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static uint RotationsOfE(uint e) =>
        BitOperations.RotateRight(e, 6) ^ BitOperations.RotateRight(e, 11) ^ BitOperations.RotateRight(e, 25);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static uint RotationsOfA(uint a) =>
        BitOperations.RotateRight(a, 2) ^ BitOperations.RotateRight(a, 13) ^ BitOperations.RotateRight(a, 22);

    [SkipLocalsInit]
    private static void Schedule(ReadOnlySpan<byte> block, Span<uint> inputs)
    {
        Span<uint> words = stackalloc uint[Rounds];
        for (var i = 0; i < Rounds; i++)
        {
            words[i] = i < 16
                ? BinaryPrimitives.ReadUInt32BigEndian(block[(i * sizeof(uint))..])
                : words[i - 16] + words[i - 7] + Near(words[i - 15]) + Far(words[i - 2]);
            inputs[i] = words[i] + RoundConstants[i];
        }

        static uint Near(uint word) => BitOperations.RotateRight(word, 7) ^ BitOperations.RotateRight(word, 18) ^ (word >> 3);
        static uint Far(uint word) => BitOperations.RotateRight(word, 17) ^ BitOperations.RotateRight(word, 19) ^ (word >> 10);
    }

    // Four words at a time. The last two of them depend on the first two, so that part is done in halves.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void ScheduleByVectors(ReadOnlySpan<byte> block, Span<uint> inputs)
    {
        var swap = Vector128.Create((byte)3, 2, 1, 0, 7, 6, 5, 4, 11, 10, 9, 8, 15, 14, 13, 12);
        ref var bytes = ref MemoryMarshal.GetReference(block);
        ref var input = ref MemoryMarshal.GetReference(inputs);
        ref var constant = ref MemoryMarshal.GetArrayDataReference(RoundConstants);
        var w0 = Ssse3.Shuffle(Vector128.LoadUnsafe(ref bytes), swap).AsUInt32();
        var w1 = Ssse3.Shuffle(Vector128.LoadUnsafe(ref bytes, 16), swap).AsUInt32();
        var w2 = Ssse3.Shuffle(Vector128.LoadUnsafe(ref bytes, 32), swap).AsUInt32();
        var w3 = Ssse3.Shuffle(Vector128.LoadUnsafe(ref bytes, 48), swap).AsUInt32();
        for (nuint i = 0; ; i += 16)
        {
            (w0 + Vector128.LoadUnsafe(ref constant, i)).StoreUnsafe(ref input, i);
            (w1 + Vector128.LoadUnsafe(ref constant, i + 4)).StoreUnsafe(ref input, i + 4);
            (w2 + Vector128.LoadUnsafe(ref constant, i + 8)).StoreUnsafe(ref input, i + 8);
            (w3 + Vector128.LoadUnsafe(ref constant, i + 12)).StoreUnsafe(ref input, i + 12);
            if (i == Rounds - 16)
                return;
            w0 = Next(w0, w1, w2, w3);
            w1 = Next(w1, w2, w3, w0);
            w2 = Next(w2, w3, w0, w1);
            w3 = Next(w3, w0, w1, w2);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector128<uint> Next(Vector128<uint> w0, Vector128<uint> w1, Vector128<uint> w2, Vector128<uint> w3)
    {
        var near = Ssse3.AlignRight(w1.AsByte(), w0.AsByte(), 4).AsUInt32();
        var sum = w0 + Ssse3.AlignRight(w3.AsByte(), w2.AsByte(), 4).AsUInt32()
            + (RotateRight(near, 7, 25) ^ RotateRight(near, 18, 14) ^ Sse2.ShiftRightLogical(near, 3));
        var low = sum + Far(Sse2.ShiftRightLogical128BitLane(w3, 8));
        return low + Far(Sse2.ShiftLeftLogical128BitLane(low, 8));

        // What was shifted in is zero, and so is its part of the sum.
        static Vector128<uint> Far(Vector128<uint> words) => RotateRight(words, 17, 15) ^ RotateRight(words, 19, 13) ^ Sse2.ShiftRightLogical(words, 10);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector128<uint> RotateRight(Vector128<uint> words, [ConstantExpected] byte right, [ConstantExpected] byte left) =>
        Avx512F.VL.IsSupported
            ? Avx512F.VL.RotateRight(words, right)
            : Sse2.ShiftRightLogical(words, right) | Sse2.ShiftLeftLogical(words, left);
}

using System.Buffers.Binary;
using System.Numerics;
using TelegramHost.MtProto.Crypto;

namespace TelegramHost.Emulator.Server;

/// <summary>The product of two primes that a client has to factorise before it may spend the server's time.</summary>
internal readonly record struct PqChallenge(uint P, uint Q)
{
    /// <summary>The product as the eight bytes that are sent.</summary>
    public byte[] ProductBytes
    {
        get
        {
            var bytes = new byte[8];
            BinaryPrimitives.WriteUInt64BigEndian(bytes, (ulong)P * Q);
            return bytes;
        }
    }

    /// <summary>Two different random primes of 31 bits, the smaller one first.</summary>
    public static PqChallenge Make(IEntropy entropy)
    {
        var first = RandomPrime(entropy);
        uint second;
        do
        {
            second = RandomPrime(entropy);
        }
        while (second == first);
        return new PqChallenge(Math.Min(first, second), Math.Max(first, second));
    }

    /// <summary>Whether a client's answer, in big-endian bytes, is this pair in this order.</summary>
    public bool IsSolvedBy(ReadOnlySpan<byte> p, ReadOnlySpan<byte> q) =>
        new BigInteger(p, isUnsigned: true, isBigEndian: true) == P && new BigInteger(q, isUnsigned: true, isBigEndian: true) == Q;

    private static uint RandomPrime(IEntropy entropy)
    {
        Span<byte> bytes = stackalloc byte[4];
        while (true)
        {
            entropy.Fill(bytes);
            var candidate = (BinaryPrimitives.ReadUInt32LittleEndian(bytes) & 0x3fffffff) | 0x40000001;
            if (IsPrime(candidate))
                return candidate;
        }
    }

    /// <summary>Miller-Rabin with the bases that decide every number of 32 bits.</summary>
    private static bool IsPrime(uint number)
    {
        foreach (var small in (ReadOnlySpan<uint>)[3, 5, 7, 11, 13, 17, 19, 23])
        {
            if (number % small == 0)
                return false;
        }

        var twos = BitOperations.TrailingZeroCount(number - 1);
        var odd = (number - 1) >> twos;
        foreach (var witness in (ReadOnlySpan<uint>)[2, 7, 61])
        {
            if (IsComposite(number, witness, odd, twos))
                return false;
        }

        return true;
    }

    private static bool IsComposite(uint number, uint witness, uint odd, int twos)
    {
        var power = ModPow(witness, odd, number);
        if (power == 1 || power == number - 1)
            return false;
        for (var i = 1; i < twos; i++)
        {
            power = power * power % number;
            if (power == number - 1)
                return false;
        }

        return true;
    }

    private static ulong ModPow(ulong number, uint exponent, uint modulus)
    {
        ulong result = 1;
        for (number %= modulus; exponent > 0; exponent >>= 1)
        {
            if ((exponent & 1) != 0)
                result = result * number % modulus;
            number = number * number % modulus;
        }

        return result;
    }
}

namespace TelegramHost.MtProto.Crypto;

/// <summary>Multiplication modulo an odd number of up to 64 bits, without divisions.</summary>
/// <remarks>A number n is kept as n·2^64 modulo the modulus; sums and differences look the same in that form.</remarks>
internal readonly struct MontgomeryField
{
    private readonly ulong _negatedInverse;
    private readonly ulong _square;

    /// <summary>The field (or ring) of the odd number <paramref name="modulus"/>, at least 3.</summary>
    public MontgomeryField(ulong modulus)
    {
        Modulus = modulus;

        // Newton's iteration doubles the correct low bits each time: 5, 10, 20, 40, 80.
        var inverse = (3 * modulus) ^ 2;
        for (var i = 0; i < 4; i++)
            inverse *= 2 - (modulus * inverse);
        _negatedInverse = 0 - inverse;
        _square = (ulong)(((UInt128.MaxValue % modulus) + 1) % modulus);
    }

    /// <summary>What numbers are taken modulo.</summary>
    public ulong Modulus { get; }

    /// <summary>The form of <paramref name="number"/>, which must be smaller than the modulus.</summary>
    public ulong FromNumber(ulong number) => Multiply(number, _square);

    /// <summary>The product of two numbers in this form.</summary>
    public ulong Multiply(ulong a, ulong b)
    {
        var high = Math.BigMul(a, b, out var low);
        var carry = Math.BigMul(low * _negatedInverse, Modulus, out _);

        // The low halves add up to 0 or to exactly 2^64, so only whether there was one matters.
        var sum = high + carry + (low != 0 ? 1ul : 0ul);
        var overflowed = sum < high || (sum == high && carry != 0);
        return overflowed || sum >= Modulus ? sum - Modulus : sum;
    }

    /// <summary><paramref name="value"/>, in this form, raised to <paramref name="exponent"/>.</summary>
    public ulong Power(ulong value, ulong exponent)
    {
        var result = FromNumber(1);
        for (; exponent != 0; exponent >>= 1)
        {
            if ((exponent & 1) != 0)
                result = Multiply(result, value);
            value = Multiply(value, value);
        }

        return result;
    }
}

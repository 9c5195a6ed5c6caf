using Org.BouncyCastle.Math;

namespace TelegramHost.MtProto.Crypto;

/// <summary>The checks that Diffie–Hellman parameters of a server have to pass, and the arithmetic in their group.</summary>
/// <remarks>Source: https://core.telegram.org/mtproto/security_guidelines#diffie-hellman-key-exchange</remarks>
internal static class DhParameters
{
    /// <summary>Length of the prime and of the numbers below it.</summary>
    public const int SizeBytes = 256;

    // A composite number passes one round with a chance below 1/4.
    private const int MillerRabinRounds = 64;
    private const int RangeBits = 2048 - 64;

    // Telegram's servers have used this prime for years; checking it anew would cost seconds at every exchange.
    // Source: https://core.telegram.org/mtproto/samples-auth_key (dh_prime)
    private static readonly byte[] KnownSafePrime = Convert.FromHexString(
        "c71caeb9c6b1c9048e6c522f70f13f73980d40238e3e21c14934d037563d930f48198a0aa7c14058229493d22530f4db"
        + "fa336f6e0ac925139543aed44cce7c3720fd51f69458705ac68cd4fe6b6b13abdc9746512969328454f18faf8c595f64"
        + "2477fe96bb2a941d5bcd1d4ac8cc49880708fa9b378e3c4f3a9060bee67cf9a4a4a695811051907e162753b56b0f6b41"
        + "0dba74d8a84b2a14b3144e0ef1284754fd17ed950d5965b4b9dd46582db1178d169c6bc465b0d6ff9ca3928fef5b9ae4"
        + "e418fc15e83ebea0f87fa9ff5eed70050ded2849f47bf959d956850ce929851f0d8115f635b105ee2e4e15d04b2454bf"
        + "6f4fadf034b10403119cd8e3b92fcc5b");

    /// <summary>Checks a group: 2048 bits, safe prime, and a generator of the subgroup of prime order.</summary>
    public static DhFault CheckGroup(ReadOnlySpan<byte> prime, int generator, IEntropy entropy)
    {
        if (prime.Length != SizeBytes || (prime[0] & 0x80) == 0)
            return DhFault.WrongSize;
        var p = prime.ReadNumber();
        if (!IsGenerator(generator, p))
            return DhFault.BadGenerator;
        return prime.SequenceEqual(KnownSafePrime) || IsSafePrime(p, entropy) ? DhFault.None : DhFault.NotSafePrime;
    }

    /// <summary>Checks a public value, one's own as well as the other side's: 2^1984 ≤ value ≤ p − 2^1984.</summary>
    public static DhFault CheckPublicValue(ReadOnlySpan<byte> value, ReadOnlySpan<byte> prime)
    {
        var bound = BigInteger.One.ShiftLeft(RangeBits);
        var number = value.ReadNumber();
        return number.CompareTo(bound) >= 0 && number.CompareTo(prime.ReadNumber().Subtract(bound)) <= 0
            ? DhFault.None
            : DhFault.PublicValueOutOfRange;
    }

    /// <summary>Fills <paramref name="result"/> with <paramref name="value"/> raised to <paramref name="exponent"/>, zeros first.</summary>
    public static void Power(ReadOnlySpan<byte> value, ReadOnlySpan<byte> exponent, ReadOnlySpan<byte> prime, Span<byte> result) =>
        value.ReadNumber().ModPow(exponent.ReadNumber(), prime.ReadNumber()).WriteFixed(result);

    /// <summary>Fills <paramref name="result"/> with the generator raised to <paramref name="exponent"/>, zeros first.</summary>
    public static void Power(int generator, ReadOnlySpan<byte> exponent, ReadOnlySpan<byte> prime, Span<byte> result) =>
        BigInteger.ValueOf(generator).ModPow(exponent.ReadNumber(), prime.ReadNumber()).WriteFixed(result);

    /// <summary>Whether <paramref name="generator"/> is a quadratic residue modulo the safe prime <paramref name="p"/>, by reciprocity.</summary>
    internal static bool IsGenerator(int generator, BigInteger p)
    {
        int Remainder(long modulus) => p.Mod(BigInteger.ValueOf(modulus)).IntValue;
        return generator switch
        {
            2 => Remainder(8) == 7,
            3 => Remainder(3) == 2,
            4 => true,
            5 => Remainder(5) is 1 or 4,
            6 => Remainder(24) is 19 or 23,
            7 => Remainder(7) is 3 or 5 or 6,
            _ => false,
        };
    }

    /// <summary>Whether <paramref name="p"/> and (p − 1) / 2 are prime.</summary>
    internal static bool IsSafePrime(BigInteger p, IEntropy entropy) =>
        p.BitLength > 2 && p.TestBit(0) && IsProbablePrime(p.ShiftRight(1), entropy) && IsProbablePrime(p, entropy);

    private static bool IsProbablePrime(BigInteger n, IEntropy entropy)
    {
        if (n.CompareTo(BigInteger.Three) <= 0)
            return n.CompareTo(BigInteger.Two) >= 0;
        if (!n.TestBit(0))
            return false;

        var minusOne = n.Subtract(BigInteger.One);
        var twos = minusOne.GetLowestSetBit();
        var odd = minusOne.ShiftRight(twos);
        var random = new byte[(n.BitLength / 8) + 8];
        for (var round = 0; round < MillerRabinRounds; round++)
        {
            // A base from 2 to n − 2; eight bytes more than n has make every one as likely as the others.
            entropy.Fill(random);
            var witness = new BigInteger(1, random).Mod(n.Subtract(BigInteger.Three)).Add(BigInteger.Two);
            if (!PassesMillerRabin(n, minusOne, witness.ModPow(odd, n), twos))
                return false;
        }

        return true;
    }

    private static bool PassesMillerRabin(BigInteger n, BigInteger minusOne, BigInteger value, int twos)
    {
        if (value.Equals(BigInteger.One) || value.Equals(minusOne))
            return true;
        for (var i = 1; i < twos; i++)
        {
            value = value.Multiply(value).Mod(n);
            if (value.Equals(minusOne))
                return true;
        }

        return false;
    }
}

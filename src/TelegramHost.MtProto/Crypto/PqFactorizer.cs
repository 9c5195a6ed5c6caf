using System.Numerics;

namespace TelegramHost.MtProto.Crypto;

/// <summary>Splits the number that a server sets as proof of work into its two primes (Pollard's rho as Brent improved it).</summary>
/// <remarks>Source: https://core.telegram.org/mtproto/auth_key#2-server-responds-with</remarks>
internal static class PqFactorizer
{
    // A factor of 32 bits shows up after about 2^16 steps; sixteen times that, for each of a few sequences, is the end of patience.
    private const int MaxSteps = 1 << 20;
    private const int MaxSequences = 8;
    private const int StepsPerGcd = 128;

    // With these bases the Miller–Rabin test makes no mistake below 2^64.
    private static readonly ulong[] WitnessBases = [2, 3, 5, 7, 11, 13, 17, 19, 23, 29, 31, 37];

    /// <summary>Finds <paramref name="p"/> ≤ <paramref name="q"/>, both above 1, whose product is <paramref name="pq"/>; false when there are none.</summary>
    public static bool TryFactorize(ulong pq, out ulong p, out ulong q)
    {
        p = q = 0;
        if (pq < 4)
            return false;

        var factor = (pq & 1) == 0 ? 2 : FindOddFactor(pq);
        if (factor == 0)
            return false;
        var other = pq / factor;
        (p, q) = factor < other ? (factor, other) : (other, factor);
        return true;
    }

    /// <summary>Whether <paramref name="n"/> is prime.</summary>
    public static bool IsPrime(ulong n)
    {
        if (n < 2 || (n & 1) == 0)
            return n == 2;

        var field = new MontgomeryField(n);
        var one = field.FromNumber(1);
        var minusOne = n - one;
        var twos = BitOperations.TrailingZeroCount(n - 1);
        foreach (var witness in WitnessBases)
        {
            if (n == witness)
                return true;
            var value = field.Power(field.FromNumber(witness % n), (n - 1) >> twos);
            if (value == one || value == minusOne)
                continue;
            var passed = false;
            for (var i = 1; i < twos && !passed; i++)
            {
                value = field.Multiply(value, value);
                passed = value == minusOne;
            }

            if (!passed)
                return false;
        }

        return true;
    }

    private static ulong FindOddFactor(ulong n)
    {
        if (IsPrime(n))
            return 0;

        // Rho needs luck on squares, so they are looked at first.
        var root = (ulong)Math.Sqrt(n);
        for (var candidate = root - 1; candidate <= root + 1; candidate++)
        {
            if (candidate > 1 && candidate <= uint.MaxValue && candidate * candidate == n)
                return candidate;
        }

        var field = new MontgomeryField(n);
        for (var sequence = 1ul; sequence <= MaxSequences; sequence++)
        {
            var factor = Rho(field, sequence);
            if (factor != 0)
                return factor;
        }

        return 0;
    }

    private static ulong Rho(MontgomeryField field, ulong sequence)
    {
        var n = field.Modulus;
        var step = field.FromNumber(sequence % n);
        ulong y = field.FromNumber(2 % n), x = y, checkpoint = y, product = field.FromNumber(1), divisor = 1;
        for (int length = 1, steps = 0; divisor == 1 && steps < MaxSteps; length *= 2)
        {
            x = y;
            for (var i = 0; i < length; i++)
                y = Next(field, y, step);
            for (var done = 0; done < length && divisor == 1; done += StepsPerGcd)
            {
                checkpoint = y;
                var count = Math.Min(StepsPerGcd, length - done);
                for (var i = 0; i < count; i++)
                {
                    y = Next(field, y, step);
                    product = field.Multiply(product, Difference(x, y));
                }

                divisor = GreatestCommonDivisor(product, n);
                steps += count;
            }
        }

        // Both primes can fall into one batch; then the batch is walked again one step at a time.
        while (divisor == n || divisor == 0)
        {
            checkpoint = Next(field, checkpoint, step);
            divisor = GreatestCommonDivisor(Difference(x, checkpoint), n);
            if (divisor == n)
                return 0;
            if (divisor == 1)
                divisor = 0;
        }

        return divisor == 1 ? 0 : divisor;
    }

    private static ulong Next(MontgomeryField field, ulong value, ulong step)
    {
        var square = field.Multiply(value, value);
        return square >= field.Modulus - step ? square - (field.Modulus - step) : square + step;
    }

    private static ulong Difference(ulong a, ulong b) => a > b ? a - b : b - a;

    private static ulong GreatestCommonDivisor(ulong a, ulong b)
    {
        while (b != 0)
            (a, b) = (b, a % b);
        return a;
    }
}

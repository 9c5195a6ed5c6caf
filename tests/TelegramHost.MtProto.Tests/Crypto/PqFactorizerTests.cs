using TelegramHost.MtProto.Crypto;
using TelegramHost.TestSupport;
using Xunit.Abstractions;

namespace TelegramHost.MtProto.Tests.Crypto;

public sealed class PqFactorizerTests(ITestOutputHelper output)
{
    [VectorFact]
    public void TryFactorize_OfEveryVector_GivesItsPrimesInOrder()
    {
        foreach (var vector in Vectors.Load("06").GetProperty("cases").EnumerateArray())
        {
            Assert.True(PqFactorizer.TryFactorize(vector.GetProperty("pq").GetUInt64(), out var p, out var q));

            Assert.Equal(vector.GetProperty("p").GetUInt64(), p);
            Assert.Equal(vector.GetProperty("q").GetUInt64(), q);
        }
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(5)]
    [InlineData(2147483647)]
    [InlineData(18446744073709551557)]
    public void TryFactorize_OfANumberWithoutTwoFactors_Refuses(ulong pq) =>
        Assert.False(PqFactorizer.TryFactorize(pq, out _, out _));

    [Theory]
    [InlineData(4, 2, 2)]
    [InlineData(6, 2, 3)]
    [InlineData(9, 3, 3)]
    [InlineData(25, 5, 5)]
    [InlineData(18446744065119617025, 4294967295, 4294967295)]
    [InlineData(18446743979220271189, 4294967279, 4294967291)]
    [InlineData(4611686014132420609, 2147483647, 2147483647)]
    public void TryFactorize_AtTheEdges_Succeeds(ulong pq, ulong expectedP, ulong expectedQ)
    {
        Assert.True(PqFactorizer.TryFactorize(pq, out var p, out var q));

        Assert.Equal(pq, p * q);
        Assert.True(p <= q && p > 1);
        if (PqFactorizer.IsPrime(expectedP))
            Assert.Equal((expectedP, expectedQ), (p, q));
    }

    [Fact]
    public void TryFactorize_OfRandomProductsOfPrimes_FindsThem()
    {
        var random = new Random(Seed.Next(output.WriteLine));
        for (var i = 0; i < 200; i++)
        {
            var (p, q) = (Prime(), Prime());

            Assert.True(PqFactorizer.TryFactorize(p * q, out var first, out var second), $"{p} * {q}");

            Assert.Equal((Math.Min(p, q), Math.Max(p, q)), (first, second));
        }

        ulong Prime()
        {
            while (true)
            {
                var candidate = (ulong)random.NextInt64(3, 1L << random.Next(4, 33)) | 1;
                if (PqFactorizer.IsPrime(candidate))
                    return candidate;
            }
        }
    }
}

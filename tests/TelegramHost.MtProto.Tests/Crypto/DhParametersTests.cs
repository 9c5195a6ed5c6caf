using Org.BouncyCastle.Math;
using TelegramHost.MtProto.Crypto;
using TelegramHost.TestSupport;

namespace TelegramHost.MtProto.Tests.Crypto;

public sealed class DhParametersTests
{
    private static readonly IEntropy Entropy = new SeededEntropy(7);

    [VectorFact]
    public void CheckGroup_OfTheKnownPrime_AcceptsItsGeneratorsOnly()
    {
        var vectors = Vectors.Load("08");
        var prime = vectors.Hex("known_good_prime_hex");
        var good = vectors.GetProperty("known_good_prime_generators_ok").EnumerateArray().Select(g => g.GetInt32()).ToArray();

        for (var generator = -1; generator < 10; generator++)
        {
            var expected = good.Contains(generator) ? DhFault.None : DhFault.BadGenerator;
            Assert.Equal(expected, DhParameters.CheckGroup(prime, generator, Entropy));
        }

        Assert.Equal(DhFault.BadGenerator, DhParameters.CheckGroup(prime, 1337, Entropy));
    }

    [VectorFact]
    public void SmallPrimes_OfEveryVector_AreJudgedAsTheySay()
    {
        foreach (var vector in Vectors.Load("08").GetProperty("small_prime_cases_residue_and_safeprime_only").EnumerateArray())
        {
            var p = BigInteger.ValueOf(vector.GetProperty("p").GetInt64());

            var good = DhParameters.IsGenerator(vector.GetProperty("g").GetInt32(), p) && DhParameters.IsSafePrime(p, Entropy);

            Assert.Equal(vector.GetProperty("ok").GetBoolean(), good);
        }
    }

    [VectorFact]
    public void CheckGroup_OfAWrongSizeOrAnUnsafePrime_Refuses()
    {
        var prime = Vectors.Load("08").Hex("known_good_prime_hex");
        var larger = new BigInteger(1, prime).Add(BigInteger.ValueOf(24)).ToByteArrayUnsigned();

        Assert.Equal(DhFault.WrongSize, DhParameters.CheckGroup([4], 3, Entropy));
        Assert.Equal(DhFault.WrongSize, DhParameters.CheckGroup(prime[..255], 3, Entropy));
        Assert.Equal(DhFault.WrongSize, DhParameters.CheckGroup([0, .. prime], 3, Entropy));
        Assert.Equal(DhFault.WrongSize, DhParameters.CheckGroup([0x7f, .. prime[1..]], 3, Entropy));
        Assert.Equal(DhFault.NotSafePrime, DhParameters.CheckGroup(larger, 4, Entropy));
    }

    [VectorFact]
    public void IsSafePrime_OfTheKnownPrime_FindsItSafe()
    {
        Assert.True(DhParameters.IsSafePrime(new BigInteger(1, Vectors.Load("08").Hex("known_good_prime_hex")), Entropy));
    }

    [VectorFact]
    public void CheckPublicValue_AtTheBounds_AcceptsThemselvesAndNothingBeyond()
    {
        var vectors = Vectors.Load("08");
        var prime = vectors.Hex("known_good_prime_hex");
        var p = new BigInteger(1, prime);
        var bound = BigInteger.One.ShiftLeft(1984);
        var range = vectors.GetProperty("g_a_g_b_range");
        Assert.Equal(bound, new BigInteger(range.GetProperty("recommended_min").GetString()!, 16));
        Assert.Equal(p.Subtract(bound), new BigInteger(range.GetProperty("recommended_max").GetString()!, 16));

        BigInteger[] good = [bound, p.Subtract(bound), BigInteger.Three.ModPow(bound, p)];
        BigInteger[] bad =
        [
            BigInteger.Zero, BigInteger.One, BigInteger.Two, p, p.Subtract(BigInteger.One), p.Add(bound),
            bound.Subtract(BigInteger.One), p.Subtract(bound).Add(BigInteger.One),
        ];

        Assert.All(good, value => Assert.Equal(DhFault.None, DhParameters.CheckPublicValue(value.ToByteArrayUnsigned(), prime)));
        Assert.All(bad, value => Assert.Equal(DhFault.PublicValueOutOfRange, DhParameters.CheckPublicValue(value.ToByteArrayUnsigned(), prime)));
    }
}

using System.Buffers.Binary;
using System.Numerics;
using System.Security.Cryptography;
using System.Text;
using TelegramHost.MtProto.Framing;
using TelegramHost.MtProto.Tests.Crypto;
using TelegramHost.TestSupport;
using Xunit.Abstractions;

namespace TelegramHost.MtProto.Tests.Framing;

public sealed class FakeTlsClientHelloTests(ITestOutputHelper output)
{
    private const long Time = 1_700_000_000;

    // Of the shape in the vectors, with the two GREASE extensions left out.
    private static readonly int[] Extensions =
    [
        0x0000, 0x0005, 0x000a, 0x000b, 0x000d, 0x0010, 0x0012, 0x0017, 0x001b, 0x0023, 0x002b, 0x002d, 0x0033, 0x44cd, 0xfe0d, 0xff01,
    ];

    [Theory]
    [InlineData("a.b")]
    [InlineData("google.com")]
    [InlineData(182)]
    public void Hello_HasTheShapeOfABrowsers(object domain)
    {
        var seed = Seed.Next(output.WriteLine);
        var name = domain as string ?? new string('a', (int)domain);
        for (var round = 0; round < 50; round++)
        {
            var hello = new ParsedHello(Create(name, seed + round));

            Assert.Equal(name, hello.ServerName);
            Assert.Equal(16, hello.Ciphers.Count);
            Assert.True(IsGrease(hello.Ciphers[0]));
            Assert.Equal([0x1301, 0x1302, 0x1303], hello.Ciphers.Skip(1).Take(3));
            Assert.Equal(Extensions.Length + 2, hello.Extensions.Count);
            Assert.True(IsGrease(hello.Extensions[0].Type) && IsGrease(hello.Extensions[^1].Type));
            Assert.Equal(hello.Extensions.Count, hello.Extensions.Select(extension => extension.Type).Distinct().Count());
            Assert.Equal(Extensions, hello.Extensions[1..^1].Select(extension => extension.Type).Order());
            CheckKeyShares(hello);
        }
    }

    [VectorFact]
    public void LongestDomain_IsThatOfTheVectors() =>
        Assert.Equal(ProxySecret.MaxDomainBytes, Vectors.Load("14").GetProperty("client_hello_shape_tdlib").GetProperty("max_sni").GetInt32());

    [Fact]
    public void Hello_ComesInAnotherOrderAndLengthNextTime()
    {
        var seed = Seed.Next(output.WriteLine);
        var hellos = Enumerable.Range(0, 40).Select(round => new ParsedHello(Create("google.com", seed + round))).ToList();

        Assert.True(hellos.Select(hello => string.Join(' ', hello.Extensions[1..^1].Select(extension => extension.Type))).Distinct().Count() > 35);
        Assert.InRange(hellos.Select(hello => hello.Record.Length).Distinct().Count(), 2, 4);
    }

    [Fact]
    public void Hello_ProvesTheSecretAndTellsTheTime()
    {
        var hello = Create("google.com", Seed.Next(output.WriteLine));
        var zeroed = hello.ToArray();
        zeroed.AsSpan(11, 32).Clear();

        var mac = HMACSHA256.HashData(new byte[16], zeroed);

        Assert.Equal(mac[..28], hello[11..39]);
        Assert.Equal((uint)Time, BinaryPrimitives.ReadUInt32LittleEndian(hello.AsSpan(39)) ^ BinaryPrimitives.ReadUInt32LittleEndian(mac.AsSpan(28)));
    }

    private static byte[] Create(string domain, int seed)
    {
        Assert.True(ProxySecret.TryParse($"ee{new string('0', 32)}{Convert.ToHexString(Encoding.ASCII.GetBytes(domain))}", out var secret, out _));
        return FakeTlsClientHello.Create(secret, new SeededEntropy(seed), Time);
    }

    private static bool IsGrease(int value) => (value & 0x0f0f) == 0x0a0a && value >> 8 == (value & 0xff);

    private static void CheckKeyShares(ParsedHello hello)
    {
        var shares = hello[0x0033];
        var groups = hello[0x000a];
        Assert.Equal(shares.Length - 2, BinaryPrimitives.ReadUInt16BigEndian(shares));
        Assert.True(IsGrease(BinaryPrimitives.ReadUInt16BigEndian(shares.AsSpan(2))));
        Assert.Equal(shares[2..4], groups[2..4]);
        Assert.Equal([0, 1, 0, 0x11, 0xec, 0x04, 0xc0], shares[4..11]);
        for (var at = 11; at < 11 + 1152; at += 3)
        {
            Assert.True((shares[at] | ((shares[at + 1] & 15) << 8)) < 3329);
            Assert.True(((shares[at + 1] >> 4) | (shares[at + 2] << 4)) < 3329);
        }

        AssertOnCurve25519(shares.AsSpan(11 + 1184, 32));
        Assert.Equal([0, 0x1d, 0, 32], shares[(11 + 1216)..(11 + 1220)]);
        AssertOnCurve25519(shares.AsSpan(11 + 1220));
        AssertOnCurve25519(hello[0xfe0d].AsSpan(8, 32));
        Assert.Contains(hello[0xfe0d].Length - 42, new[] { 144, 176, 208, 240 });
    }

    // y² = x³ + 486662 x² + x has a solution (https://www.rfc-editor.org/rfc/rfc7748#section-4.1).
    private static void AssertOnCurve25519(ReadOnlySpan<byte> point)
    {
        var prime = BigInteger.Pow(2, 255) - 19;
        var x = new BigInteger(point, isUnsigned: true);
        var square = ((x * x * x) + (486662 * x * x) + x) % prime;
        Assert.Equal(32, point.Length);
        Assert.True(x < prime);
        Assert.Equal(BigInteger.One, BigInteger.ModPow(square, (prime - 1) / 2, prime));
    }

    private sealed class ParsedHello
    {
        public ParsedHello(byte[] record)
        {
            Record = record;
            Assert.Equal([0x16, 3, 1], record[..3]);
            Assert.Equal(record.Length - 5, BinaryPrimitives.ReadUInt16BigEndian(record.AsSpan(3)));
            Assert.Equal([1, 0], record[5..7]);
            Assert.Equal(record.Length - 9, BinaryPrimitives.ReadUInt16BigEndian(record.AsSpan(7)));
            Assert.Equal([3, 3], record[9..11]);
            Assert.Equal(32, record[43]);
            var at = 76;
            var ciphers = Take(2);
            for (var i = 0; i < ciphers.Length; i += 2)
                Ciphers.Add(BinaryPrimitives.ReadUInt16BigEndian(ciphers.AsSpan(i)));
            Assert.Equal([0], Take(1));
            var end = at + 2 + BinaryPrimitives.ReadUInt16BigEndian(record.AsSpan(at));
            Assert.Equal(record.Length, end);
            at += 2;
            while (at < end)
            {
                var type = BinaryPrimitives.ReadUInt16BigEndian(record.AsSpan(at));
                at += 2;
                Extensions.Add((type, Take(2)));
            }

            Assert.Equal(end, at);

            byte[] Take(int lengthBytes)
            {
                var length = lengthBytes == 1 ? record[at] : BinaryPrimitives.ReadUInt16BigEndian(record.AsSpan(at));
                at += lengthBytes + length;
                return record[(at - length)..at];
            }
        }

        public byte[] Record { get; }

        public List<int> Ciphers { get; } = [];

        public List<(int Type, byte[] Body)> Extensions { get; } = [];

        public string ServerName => Encoding.ASCII.GetString(this[0].AsSpan(5));

        public byte[] this[int type] => Extensions.Single(extension => extension.Type == type).Body;
    }
}

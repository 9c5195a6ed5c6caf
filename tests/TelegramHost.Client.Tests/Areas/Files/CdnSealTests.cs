using System.Security.Cryptography;
using TelegramHost.Client.Areas.Files;
using TelegramHost.Schema;
using TelegramHost.TestSupport;
using Xunit.Abstractions;

namespace TelegramHost.Client.Tests.Areas.Files;

/// <summary>What a data centre sends that is not trusted, against what the trusted one vouches for.</summary>
public sealed class CdnSealTests(ITestOutputHelper output)
{
    private const int Block = 1024;

    private readonly byte[] _key = RandomNumberGenerator.GetBytes(32);
    private readonly byte[] _iv = RandomNumberGenerator.GetBytes(16);
    private readonly byte[] _file = RandomNumberGenerator.GetBytes((4 * Block) + 100);

    [Theory]
    [InlineData(0, 5)]
    [InlineData(0, 2)]
    [InlineData(2, 3)]
    [InlineData(4, 1)]
    public void Part_AsItWasSent_IsDecrypted(int firstBlock, int count)
    {
        var (offset, end) = (firstBlock * Block, Math.Min((firstBlock + count) * Block, _file.Length));
        var part = Encrypt(offset, _file[offset..end]);

        var fault = CdnSeal.Open(_key, _iv, offset, Hashes(firstBlock, count), part);

        Assert.Null(fault);
        Assert.Equal(_file[offset..end], part);
    }

    [VectorTheory]
    [InlineData("nist-sp800-38a")]
    public void Stream_IsThatOfThePublishedVector(string id)
    {
        var known = Vectors.Load("02").GetProperty("cases").EnumerateArray().Single(one => one.GetProperty("id").GetString() == id);
        var chunk = known.GetProperty("chunks")[0];
        var (plain, part) = (Convert.FromHexString(chunk[0].GetString()!), Convert.FromHexString(chunk[1].GetString()!));
        var iv = known.Hex("iv");
        // The vector's counter begins at fcfdfeff: that is the offset of a file.
        var offset = 0xfcfdfeffL * 16;
        FileHash[] hashes = [new FileHash { Offset = offset, Limit = part.Length, Hash = SHA256.HashData(plain) }];
        iv.AsSpan(12).Clear();

        Assert.Null(CdnSeal.Open(known.Hex("key"), iv, offset, hashes, part));
        Assert.Equal(plain, part);
    }

    [Fact]
    public void AnyByteThatIsWrong_NamesItsBlock_AndLeavesNothingOfThePart()
    {
        var random = new Random(Seed.Next(output.WriteLine));
        for (var i = 0; i < 100; i++)
        {
            var part = Encrypt(0, _file);
            var position = random.Next(part.Length);
            part[position] ^= (byte)(1 << random.Next(8));

            var fault = CdnSeal.Open(_key, _iv, 0, Hashes(0, 5), part);

            Assert.Equal(new CdnFault(CdnFaultKind.WrongHash, position / Block * Block), fault);
            Assert.All(part, value => Assert.Equal(0, value));
        }
    }

    [Theory]
    [InlineData(0, CdnFaultKind.TooShort, 0)]
    [InlineData(2 * Block, CdnFaultKind.TooShort, 2 * Block)]
    [InlineData((2 * Block) + 1, CdnFaultKind.WrongHash, 2 * Block)]
    [InlineData((4 * Block) + 99, CdnFaultKind.WrongHash, 4 * Block)]
    public void PartThatEndsTooEarly_IsRefused(int length, object kind, long offset)
    {
        var part = Encrypt(0, _file)[..length];

        Assert.Equal(new CdnFault((CdnFaultKind)kind, offset), CdnSeal.Open(_key, _iv, 0, Hashes(0, 5), part));
    }

    [Fact]
    public void BytesThatNoHashVouchesFor_AreRefused()
    {
        var part = Encrypt(0, _file[..(3 * Block)]);

        Assert.Equal(new CdnFault(CdnFaultKind.TooLong, 2 * Block), CdnSeal.Open(_key, _iv, 0, Hashes(0, 2), part));
        Assert.All(part, value => Assert.Equal(0, value));
    }

    [Fact]
    public void BlocksOfAnotherPlace_AreRefused()
    {
        Assert.Equal(new CdnFault(CdnFaultKind.NotCovered, Block), CdnSeal.Open(_key, _iv, 0, Hashes(1, 1), Encrypt(0, _file[..Block])));
        Assert.Equal(new CdnFault(CdnFaultKind.NotCovered, 2 * Block), CdnSeal.Open(_key, _iv, 0, [Hash(0), Hash(2)], Encrypt(0, _file[..(3 * Block)])));
    }

    [Theory]
    [InlineData(-1, 10, 32)]
    [InlineData(0, 0, 32)]
    [InlineData(0, 2_000_000, 32)]
    [InlineData(0, 10, 31)]
    public void HashThatIsNone_IsNotTaken(long offset, int limit, int hashLength)
    {
        var hashes = new CdnHashes();

        Assert.False(hashes.TryAdd([Hash(0), new FileHash { Offset = offset, Limit = limit, Hash = new byte[hashLength] }]));
        Assert.Empty(hashes.Between(0, 1));
    }

    [Fact]
    public void Hashes_AreFoundAsFarAsTheyFollowEachOther()
    {
        var hashes = new CdnHashes();
        Assert.True(hashes.TryAdd([Hash(0), Hash(1), Hash(3)]));

        Assert.Equal([0, Block], hashes.Between(0, 5 * Block).Select(hash => hash.Offset));
        Assert.Equal([0L], hashes.Between(0, Block).Select(hash => hash.Offset));
        Assert.Equal([3L * Block], hashes.Between(3 * Block, 5 * Block).Select(hash => hash.Offset));
        Assert.Empty(hashes.Between(5, 5 * Block));
    }

    private FileHash[] Hashes(int first, int count) => [.. Enumerable.Range(first, count).Select(Hash)];

    private FileHash Hash(int block) => new()
    {
        Offset = block * Block,
        Limit = Block,
        Hash = SHA256.HashData(_file.AsSpan(block * Block, Math.Min(Block, _file.Length - (block * Block)))),
    };

    /// <summary>By the letter of the description, with the platform's AES.</summary>
    private byte[] Encrypt(int offset, byte[] plain)
    {
        using var aes = Aes.Create();
        aes.Key = _key;
        var part = plain.ToArray();
        for (var start = 0; start < part.Length; start += 16)
        {
            byte[] counter = [.. _iv[..12], .. BitConverter.GetBytes((offset + start) / 16).Reverse()];
            var stream = aes.EncryptEcb(counter, PaddingMode.None);
            for (var i = start; i < Math.Min(start + 16, part.Length); i++)
                part[i] ^= stream[i - start];
        }

        return part;
    }
}

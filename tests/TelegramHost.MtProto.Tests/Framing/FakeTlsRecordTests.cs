using TelegramHost.MtProto.Framing;
using TelegramHost.TestSupport;
using TelegramHost.Tl;
using Xunit.Abstractions;

namespace TelegramHost.MtProto.Tests.Framing;

public sealed class FakeTlsRecordTests(ITestOutputHelper output)
{
    [Fact]
    public void Wrap_OfTheFirstData_ChangesTheCipherBefore()
    {
        var writer = new FakeTlsRecordWriter();
        using var wire = new TlBuffer();

        writer.Wrap([1, 2, 3], wire);
        writer.Wrap([4], wire);

        Assert.Equal("140303000101" + "1703030003010203" + "170303000104", Convert.ToHexStringLower(wire.Written));
    }

    [Theory]
    [InlineData(2878, 1)]
    [InlineData(2879, 2)]
    [InlineData(100_000, 35)]
    public void Wrap_OfMuchData_KeepsRecordsAsShortAsOfficialClients(int length, int records)
    {
        var writer = new FakeTlsRecordWriter();
        using var wire = new TlBuffer();

        writer.Wrap(new byte[length], wire);

        Assert.Equal(6 + length + (records * 5), wire.Length);
    }

    [Fact]
    public void Unwrap_OfRecordsInAnyPieces_GivesTheirDataOnceAndInOrder()
    {
        var seed = Seed.Next(output.WriteLine);
        var random = new Random(seed);
        for (var round = 0; round < 200; round++)
        {
            var data = new byte[random.Next(5000)];
            random.NextBytes(data);
            var wire = Records(data, random);
            var pieces = round % 3 == 0 ? 1 : random.Next(1, 500);
            var reader = new FakeTlsRecordReader();
            List<byte> read = [];

            for (var at = 0; at < wire.Length;)
            {
                var piece = wire.AsSpan(at, Math.Min(pieces, wire.Length - at)).ToArray();
                at += piece.Length;
                read.AddRange(piece.AsSpan(0, reader.Unwrap(piece)));
            }

            Assert.Equal(data, read);
        }
    }

    [Fact]
    public void Unwrap_OfTheLongestRecord_TakesIt()
    {
        byte[] wire = [0x17, 3, 3, 0xff, 0xff, .. new byte[0xffff]];

        Assert.Equal(0xffff, new FakeTlsRecordReader().Unwrap(wire));
    }

    [Theory]
    [InlineData("1503030002022a")]
    [InlineData("1603030001")]
    [InlineData("1703010001")]
    [InlineData("4854545020")]
    public void Unwrap_OfAnythingElse_EndsTheConnection(string hex) =>
        Assert.Throws<ProtocolException>(() => new FakeTlsRecordReader().Unwrap(Convert.FromHexString(hex)));

    private static byte[] Records(ReadOnlySpan<byte> data, Random random)
    {
        List<byte> wire = [0x14, 3, 3, 0, 1, 1];
        while (!data.IsEmpty)
        {
            var part = data[..random.Next(Math.Min(data.Length, 900) + 1)];
            wire.AddRange([0x17, 3, 3, (byte)(part.Length >> 8), (byte)part.Length]);
            wire.AddRange(part);
            data = data[part.Length..];
        }

        return [.. wire];
    }
}

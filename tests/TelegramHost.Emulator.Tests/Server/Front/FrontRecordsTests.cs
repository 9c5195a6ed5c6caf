using TelegramHost.Emulator.Server.Front;
using TelegramHost.Tl;

namespace TelegramHost.Emulator.Tests.Server.Front;

public class FrontRecordsTests
{
    private static readonly byte[] Data = [.. Enumerable.Range(0, 20_000).Select(value => (byte)(value * 31))];

    [Theory]
    [InlineData(1)]
    [InlineData(7)]
    [InlineData(20_000)]
    public void Data_InAnyPieces_ComesOutWhole(int pieceLength)
    {
        using var wire = new TlBuffer();
        wire.Append([0x14, 3, 3, 0, 1, 1]);
        FrontRecords.Wrap(Data, wire);
        var records = new FrontRecords();
        List<byte> read = [];

        foreach (var piece in wire.Written.ToArray().Chunk(pieceLength))
            read.AddRange(piece.AsSpan(0, records.Unwrap(piece)));

        Assert.Equal(Data, read);
    }

    [Theory]
    [InlineData("1603030001")]
    [InlineData("1703010001")]
    [InlineData("1503030002")]
    public void SomethingElse_EndsTheConnection(string hex) =>
        Assert.Throws<IOException>(() => new FrontRecords().Unwrap(Convert.FromHexString(hex)));
}

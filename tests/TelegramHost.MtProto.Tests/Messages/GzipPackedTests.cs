using TelegramHost.MtProto.Messages;
using TelegramHost.MtProto.Tests.Session;
using TelegramHost.Tl;

namespace TelegramHost.MtProto.Tests.Messages;

public sealed class GzipPackedTests
{
    [Theory]
    [InlineData(256)]
    [InlineData(1000)]
    [InlineData(300_000)]
    public void TryPack_WhatShrinks_ComesBackAsItWas(int bytes)
    {
        var body = Enumerable.Range(0, bytes).Select(i => (byte)(i / 50)).ToArray();

        var packed = GzipPacked.TryPack(body);

        Assert.NotNull(packed);
        Assert.True(packed.Length < bytes && packed.Length % 4 == 0);
        Assert.Equal(body, GzipPacked.Inflate(packed));
    }

    [Fact]
    public void TryPack_WhatIsShortOrDoesNotShrink_StaysAsItIs()
    {
        var random = new byte[5000];
        new Random(1).NextBytes(random);

        Assert.Null(GzipPacked.TryPack(random));
        Assert.Null(GzipPacked.TryPack(new byte[255]));
        Assert.NotNull(GzipPacked.TryPack(new byte[256]));
    }

    [Fact]
    public void Inflate_OverTheSizeLimit_FailsWithoutHoldingTheWhole()
    {
        var packed = ServerHalf.Gzip(new byte[64 * 1024 * 1024]);
        var before = GC.GetAllocatedBytesForCurrentThread();

        var exception = Assert.Throws<TlFormatException>(() => GzipPacked.Inflate(packed));

        Assert.Equal(TlFormatError.BadCompression, exception.Error);
        Assert.True(GC.GetAllocatedBytesForCurrentThread() - before < 40 * 1024 * 1024);
    }

    [Fact]
    public void Inflate_JustWithinTheSizeLimit_Succeeds()
    {
        var body = new byte[GzipPacked.MaxInflatedBytes];
        new Random(2).NextBytes(body.AsSpan(0, 100_000));

        Assert.Equal(body, GzipPacked.Inflate(ServerHalf.Gzip(body)));
    }

    [Fact]
    public void Inflate_ASmallPacketThatAsksForMegabytes_IsRefusedByItsRatio()
    {
        Assert.Throws<TlFormatException>(() => GzipPacked.Inflate(ServerHalf.Gzip(new byte[5 * 1024 * 1024])));
        Assert.Equal(1024 * 1024, GzipPacked.Inflate(ServerHalf.Gzip(new byte[1024 * 1024])).Length);
    }

    [Fact]
    public void Inflate_WithGarbageBehindTheData_IgnoresIt()
    {
        var body = new byte[400];
        var reader = new TlReader(ServerHalf.Gzip(body).AsSpan(4));
        byte[] withGarbage = [.. reader.ReadBytes(), 0, 0, 0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10];
        using var output = new TlBuffer();
        var writer = new TlWriter(output);
        writer.WriteConstructor(GzipPacked.Constructor);
        writer.WriteBytes(withGarbage);
        writer.Flush();

        Assert.Equal(body, GzipPacked.Inflate(output.Written));
    }

    [Theory]
    [InlineData("a1cf7230")]
    [InlineData("a1cf723000000000")]
    [InlineData("a1cf72300401020304000000")]
    [InlineData("a1cf7230ffffffff")]
    [InlineData("15c4b51c00000000")]
    public void Inflate_WhatIsNoGzip_IsATlError(string hex) =>
        Assert.Throws<TlFormatException>(() => GzipPacked.Inflate(Convert.FromHexString(hex)));

    [Fact]
    public void Inflate_CutAnywhere_GivesATlErrorOrLess()
    {
        var body = Enumerable.Range(0, 3000).Select(i => (byte)(i * i)).ToArray();
        var reader = new TlReader(ServerHalf.Gzip(body).AsSpan(4));
        var gzip = reader.ReadBytes();
        for (var length = 0; length < gzip.Length; length += 7)
        {
            using var output = new TlBuffer();
            var writer = new TlWriter(output);
            writer.WriteConstructor(GzipPacked.Constructor);
            writer.WriteBytes(gzip.AsSpan(0, length));
            writer.Flush();

            var fault = Record.Exception(() => Assert.True(GzipPacked.Inflate(output.Written).Length <= body.Length));

            Assert.True(fault is null or TlFormatException, fault?.ToString());
        }
    }
}

using TelegramHost.MtProto.Messages;
using TelegramHost.Tl;

namespace TelegramHost.MtProto.Tests.Messages;

public sealed class PlainMessageTests
{
    [Fact]
    public void Write_ThenRead_GivesTheBodyBack()
    {
        using var output = new TlBuffer();

        PlainMessage.Write(0x5bbe8e4e00003520, [1, 2, 3, 4], output);

        Assert.Equal("0000000000000000203500004e8ebe5b0400000001020304", Convert.ToHexStringLower(output.Written));
        Assert.Equal(0x5bbe8e4e00003520, PlainMessage.ReadMsgId(output.Written));
        Assert.Equal(new byte[] { 1, 2, 3, 4 }, PlainMessage.ReadBody(output.Written));
    }

    [Fact]
    public void ReadBody_WithBytesOfTheTransportBehindIt_ReadsTheDeclaredLength() =>
        Assert.Equal(new byte[] { 1, 2, 3, 4 },
            PlainMessage.ReadBody(Convert.FromHexString("0000000000000000203500004e8ebe5b0400000001020304aabbccddee")));

    [Theory]
    [InlineData("")]
    [InlineData("0000000000000000203500004e8ebe5b040000")]
    [InlineData("0000000000000000203500004e8ebe5b0800000001020304")]
    [InlineData("0000000000000000203500004e8ebe5bffffffff01020304")]
    [InlineData("0100000000000000203500004e8ebe5b0400000001020304")]
    public void ReadBody_OfAnythingElse_IsATlError(string hex) =>
        Assert.Throws<TlFormatException>(() => PlainMessage.ReadBody(Convert.FromHexString(hex)).Length);
}

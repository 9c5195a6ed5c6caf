using System.Globalization;
using TelegramHost.MtProto.Messages;
using TelegramHost.TestSupport;

namespace TelegramHost.MtProto.Tests.Messages;

public sealed class MessageIdTests
{
    [VectorFact]
    public void FromTime_GivesTheIdsOfTheVector()
    {
        foreach (var item in Vectors.Load("16").GetProperty("msg_id").EnumerateArray())
        {
            var time = item.GetProperty("time").GetDateTimeOffset();

            Assert.Equal(item.GetProperty("id_hex").GetString(), MessageId.FromTime(time).ToString("x16", CultureInfo.InvariantCulture));
        }
    }

    [VectorFact]
    public void OfficialExamples_AreToldApartByTheirLowestBits()
    {
        var examples = Vectors.Load("16").GetProperty("official_examples");
        foreach (var id in examples.GetProperty("client").EnumerateArray())
            Assert.True(MessageId.IsFromClient(Parse(id.GetString()!)) && !MessageId.IsFromServer(Parse(id.GetString()!)));
        foreach (var id in examples.GetProperty("server").EnumerateArray())
            Assert.True(MessageId.IsFromServer(Parse(id.GetString()!)) && !MessageId.IsFromClient(Parse(id.GetString()!)));
    }

    [Fact]
    public void FromTime_AtAFullSecond_IsNotEmptyBelow() =>
        Assert.Equal((1_700_000_000L << 32) | 4, MessageId.FromTime(DateTimeOffset.FromUnixTimeSeconds(1_700_000_000)));

    [Fact]
    public void ToTime_TakesTheFractionForWhatItIsOnAServer() =>
        Assert.Equal(DateTimeOffset.FromUnixTimeMilliseconds(1_700_000_000_500), MessageId.ToTime((1_700_000_000L << 32) | 0x80000000L));

    private static long Parse(string hex) => long.Parse(hex, NumberStyles.HexNumber, CultureInfo.InvariantCulture);
}

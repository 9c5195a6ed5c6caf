using TelegramHost.MtProto.Session;
using TelegramHost.TestSupport;

namespace TelegramHost.MtProto.Tests.Session;

public sealed class MessageIdClockTests
{
    private static readonly DateTimeOffset _now = DateTimeOffset.FromUnixTimeSeconds(1_700_000_000);

    [Fact]
    public void ManyIdsInOneTick_AllRiseAndAllAreAClients()
    {
        var clock = new MessageIdClock(TimeSpan.Zero);

        var ids = Enumerable.Range(0, 1000).Select(_ => clock.NextId(_now)).ToList();

        Assert.Equal(ids.Order().Distinct(), ids);
        Assert.All(ids, id => Assert.Equal(0, id & 3));
        Assert.All(ids, id => Assert.NotEqual(0, (int)id));
        Assert.All(ids, id => Assert.Equal(1_700_000_000, id >> 32));
    }

    [Fact]
    public void WhenTheClockIsPutBack_IdsStillRise_UntilTheyWouldLieTooFarAhead()
    {
        var clock = new MessageIdClock(TimeSpan.Zero);
        var before = clock.NextId(_now);

        clock.Correct(_now.AddSeconds(-20), _now);
        Assert.True(clock.NextId(_now) > before);
        Assert.False(clock.IsTooFarAhead(_now));

        clock.Correct(_now.AddSeconds(-40), _now);
        Assert.True(clock.IsTooFarAhead(_now));
        clock.StartOver();
        Assert.Equal(1_700_000_000 - 40, clock.NextId(_now) >> 32);
    }

    [Fact]
    public void TheOffset_AppliesToEveryId()
    {
        var clock = new MessageIdClock(TimeSpan.FromHours(-1));

        Assert.Equal(1_700_000_000 - 3600, clock.NextId(_now) >> 32);
    }

    [VectorFact]
    public void SeqNoScripts_AreFollowed()
    {
        foreach (var script in Vectors.Load("16").GetProperty("seqno_scripts").EnumerateArray())
        {
            var clock = new MessageIdClock(TimeSpan.Zero);
            var sent = script.GetProperty("send").EnumerateArray().Select(s => s.GetString()!);
            var expected = script.GetProperty("seqno").EnumerateArray().Select(s => int.Parse(s.ToString().Split(' ')[0]));

            Assert.Equal(expected, sent.Select(what => clock.NextSeqNo(isContentRelated: what == "rpc")));
        }
    }
}

using TelegramHost.MtProto.Session;
using TelegramHost.TestSupport;

namespace TelegramHost.MtProto.Tests.Session;

public sealed class ReceivedIdsTests(Xunit.Abstractions.ITestOutputHelper output)
{
    [Fact]
    public void WindowOfTen_FollowsTheScript()
    {
        var ids = new ReceivedIds(10);

        Assert.NotEqual(ReceivedIdVerdict.Fresh, ids.Add(0));
        Assert.Equal(ReceivedIdVerdict.Fresh, ids.Add(1));
        Assert.Equal(ReceivedIdVerdict.Duplicate, ids.Add(1));
        for (var id = 2; id <= 20; id++)
            Assert.Equal(ReceivedIdVerdict.Fresh, ids.Add(id));
        Assert.NotEqual(ReceivedIdVerdict.Fresh, ids.Add(-1));
    }

    [Fact]
    public void WhenFull_WhatIsLowerThanAllIsTooOld_AndWhatIsStoredIsADuplicate()
    {
        var ids = new ReceivedIds(1000);
        for (var id = 1; id <= 1001; id++)
            ids.Add(id * 2);

        Assert.Equal(ReceivedIdVerdict.TooOld, ids.Add(2));
        Assert.Equal(ReceivedIdVerdict.TooOld, ids.Add(3));
        Assert.Equal(ReceivedIdVerdict.Duplicate, ids.Add(4));
        Assert.Equal(ReceivedIdVerdict.Fresh, ids.Add(1001));
        Assert.True(ids.IsForgotten(4));
    }

    [Fact]
    public void AnyOrder_AgreesWithASortedSet()
    {
        var random = new Random(Seed.Next(output.WriteLine));
        var ids = new ReceivedIds(20);
        var model = new SortedSet<long>();

        for (var i = 0; i < 20_000; i++)
        {
            long id = (i / 4) + random.Next(1, 60);
            var expected = model.Count == 20 && id < model.Min ? ReceivedIdVerdict.TooOld
                : model.Contains(id) ? ReceivedIdVerdict.Duplicate : ReceivedIdVerdict.Fresh;

            Assert.Equal(expected, ids.Add(id));
            if (expected == ReceivedIdVerdict.Fresh && model.Add(id) && model.Count > 20)
                model.Remove(model.Min);
            Assert.Equal(model.Max, ids.Highest);
            Assert.True(ids.Contains(model.Min));
        }
    }
}

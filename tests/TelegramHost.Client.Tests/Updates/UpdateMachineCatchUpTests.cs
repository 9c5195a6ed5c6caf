using TelegramHost.Client.Updates;
using TelegramHost.Schema;
using static TelegramHost.Client.Tests.Updates.MachineFixture;

namespace TelegramHost.Client.Tests.Updates;

public sealed class UpdateMachineCatchUpTests
{
    [Fact]
    public void Skip_GoesOnFromTheServersState_AndReportsWhatWasLeftOut()
    {
        var fixture = new MachineFixture(Known, catchUpLimit: 0);

        fixture.SignIn();
        fixture.Do((machine, now) => machine.HandleState(fixture.LastCall, TlState(90, 80, 20, 40), now));
        fixture.ReceivePts(91);

        Assert.Equal(["updates.getState"], fixture.Calls);
        var lost = Assert.Single(fixture.Losses);
        Assert.Equal((null, 56, 90, UpdateLossCause.Skipped), (lost.ChannelId, lost.FromPts, lost.ToPts, lost.Cause));
        Assert.Equal([91], fixture.DeliveredPts);
    }

    [Fact]
    public void Skip_LeavesNothingOut_ThatWasPushedBeforeTheServersStateCame()
    {
        var fixture = new MachineFixture(Known, catchUpLimit: 0);

        fixture.SignIn();
        fixture.ReceivePts(90);
        fixture.Do((machine, now) => machine.HandleState(fixture.LastCall, TlState(90, 80, 20, 40), now));

        var lost = Assert.Single(fixture.Losses);
        Assert.Equal((56, 89), (lost.FromPts, lost.ToPts));
        Assert.Equal([90], fixture.DeliveredPts);
    }

    [Fact]
    public void Skip_WhenNothingWasMissed_ReportsNothing()
    {
        var fixture = new MachineFixture(Known, catchUpLimit: 0);

        fixture.SignIn();
        fixture.Do((machine, now) => machine.HandleState(fixture.LastCall, TlState(56, 78, 20, 34), now));

        Assert.Empty(fixture.Losses);
    }

    [Fact]
    public void Skip_OfAChannel_IsReportedWhenItSpeaksAgain()
    {
        var fixture = new MachineFixture(Known, new Dictionary<long, int> { [7] = 10, [8] = 20 }, catchUpLimit: 0);
        fixture.SignIn();
        fixture.Do((machine, now) => machine.HandleState(fixture.LastCall, TlState(56, 78, 20, 34), now));

        fixture.Receive(ChannelPts(7, 31));
        fixture.Receive(ChannelPts(8, 21));

        var lost = Assert.Single(fixture.Losses);
        Assert.Equal((7L, 10, 30, UpdateLossCause.Skipped), (lost.ChannelId, lost.FromPts, lost.ToPts, lost.Cause));
        Assert.Equal([31, 21], fixture.DeliveredPts);
        Assert.Equal(["updates.getState"], fixture.Calls);
    }

    [Fact]
    public void Limit_WhenMoreWasMissed_GoesOnFromTheNewestOnes()
    {
        var fixture = new MachineFixture(Known, catchUpLimit: 100);
        fixture.SignIn();
        Assert.Equal(100, ((UpdateMachineOutput.FetchDifference)fixture.Fetches[0]).TotalLimit);

        fixture.Answer(new UpdatesDifferenceTooLong { Pts = 1000 });

        var lost = Assert.Single(fixture.Losses);
        Assert.Equal((null, 56, 900, UpdateLossCause.Skipped), (lost.ChannelId, lost.FromPts, lost.ToPts, lost.Cause));
        var next = (UpdateMachineOutput.FetchDifference)fixture.Fetches[1];
        Assert.Equal((900, null), (next.From.Pts, next.TotalLimit));
    }

    [Fact]
    public void Limit_CountsAtTheStartOnly()
    {
        var fixture = new MachineFixture(Known, catchUpLimit: 100);
        fixture.SignIn();
        fixture.Answer(new UpdatesDifferenceEmpty { Date = 20, Seq = 34 });

        fixture.Receive(new UpdatesTooLong());
        fixture.Answer(new UpdatesDifferenceTooLong { Pts = 1000 });

        Assert.Null(((UpdateMachineOutput.FetchDifference)fixture.Fetches[1]).TotalLimit);
        Assert.Equal((1000, UpdateLossCause.TooLong), (Assert.Single(fixture.Losses).ToPts, fixture.Losses[0].Cause));
    }

    [Fact]
    public void Limit_ThatTheServerHasAnotherReasonFor_IsReportedAsTooLong()
    {
        var fixture = new MachineFixture(Known, catchUpLimit: 100);
        fixture.SignIn();

        fixture.Answer(new UpdatesDifferenceTooLong { Pts = 100 });

        Assert.Equal((100, UpdateLossCause.TooLong), (Assert.Single(fixture.Losses).ToPts, fixture.Losses[0].Cause));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(100)]
    public void Setting_HoldsAlsoIfTheServerSpeaksBeforeTheLogin(int limit)
    {
        var fixture = new MachineFixture(Known, catchUpLimit: limit);

        fixture.Do((machine, now) => machine.HandleMissed(now, alsoInChannels: false));

        if (limit == 0)
            Assert.IsType<UpdateMachineOutput.FetchState>(fixture.Fetches[0]);
        else
            Assert.Equal(limit, ((UpdateMachineOutput.FetchDifference)fixture.Fetches[0]).TotalLimit);
    }

    [Fact]
    public void Limit_OfAChannelThatMissedMore_GoesOnFromItsNewest()
    {
        var fixture = new MachineFixture(Known, new Dictionary<long, int> { [7] = 10 }, catchUpLimit: 100);
        fixture.SignIn();

        fixture.Do((machine, now) => machine.HandleChannelPosition(fixture.LastCall, 7, 1000, now));

        Assert.Equal(["channels.getFullChannel channel=7", "updates.getChannelDifference channel=7 pts=900"], fixture.Calls.Skip(1));
        var lost = Assert.Single(fixture.Losses);
        Assert.Equal((7L, 10, 900, UpdateLossCause.Skipped), (lost.ChannelId, lost.FromPts, lost.ToPts, lost.Cause));
    }

    [Theory]
    [InlineData(10, 0)]
    [InlineData(110, 1)]
    public void Limit_OfAChannelThatMissedNoMore_LeavesNothingOut(int stands, int differences)
    {
        var fixture = new MachineFixture(Known, new Dictionary<long, int> { [7] = 10 }, catchUpLimit: 100);
        fixture.SignIn();

        fixture.Do((machine, now) => machine.HandleChannelPosition(fixture.LastCall, 7, stands, now));

        Assert.Empty(fixture.Losses);
        Assert.Equal(differences, fixture.Calls.Count(call => call == "updates.getChannelDifference channel=7 pts=10"));
        Assert.Equal(differences == 0, fixture.All.Contains(new UpdateMachineOutput.CaughtUp(7)));
    }

    [Fact]
    public void Limit_WhenAChannelsPlaceCanNotBeHad_IsAskedForAgain()
    {
        var fixture = new MachineFixture(Known, new Dictionary<long, int> { [7] = 10 }, catchUpLimit: 100);
        fixture.SignIn();

        fixture.Do((machine, now) => machine.HandleChannelDifferenceFailed(fixture.LastCall, 7, DifferenceFault.Transient, now));
        fixture.Advance(TimeSpan.FromSeconds(2));

        Assert.Equal(2, fixture.Calls.Count(call => call == "channels.getFullChannel channel=7"));
    }
}

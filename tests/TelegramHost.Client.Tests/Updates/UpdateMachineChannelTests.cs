using TelegramHost.Client.Updates;
using TelegramHost.Schema;
using static TelegramHost.Client.Tests.Updates.MachineFixture;

namespace TelegramHost.Client.Tests.Updates;

public sealed class UpdateMachineChannelTests
{
    [Fact]
    public void GapInAChannel_IsFetchedThereAndBlocksNobodyElse()
    {
        var fixture = new MachineFixture(Known, new() { [7] = 100, [8] = 200 });

        fixture.Receive(ChannelPts(7, 103));
        fixture.Advance(500);
        Assert.Equal("updates.getChannelDifference channel=7 pts=100", Assert.Single(fixture.Calls));
        fixture.Receive(ChannelPts(7, 104));
        fixture.Receive(ChannelPts(8, 201));
        fixture.ReceivePts(57);
        Assert.Equal([201, 57], fixture.DeliveredPts);
        fixture.AnswerChannel(Difference(102, final: true, TextMessage(1, 5), TextMessage(2, 5)));

        Assert.Equal([201, 57, 0, 0, 103, 104], fixture.DeliveredPts);
        Assert.Equal(104, fixture.Machine.State.Channels[7]);
        Assert.Single(fixture.Fetches);
    }

    [Fact]
    public void AccountsDifference_DoesNotHoldChannelsUp()
    {
        var fixture = new MachineFixture(Known, new() { [7] = 100 });
        fixture.Receive(new UpdatesTooLong());

        fixture.Receive(Container([ChannelPts(7, 101), Pts(57)], seq: 35));

        Assert.Equal([101], fixture.DeliveredPts);
    }

    [Fact]
    public void ChannelDifference_ThatIsNotFinal_IsFollowedByTheNext()
    {
        var fixture = new MachineFixture(Known, new() { [7] = 100 });
        fixture.Receive(new UpdateChannelTooLong { ChannelId = 7 });

        fixture.AnswerChannel(Difference(110, final: false, TextMessage(1, 5)));
        Assert.Equal("updates.getChannelDifference channel=7 pts=110", fixture.Calls.Last());
        fixture.AnswerChannel(new UpdatesChannelDifferenceEmpty { Final = true, Pts = 110 });

        Assert.Single(fixture.Delivered);
        Assert.Equal(2, fixture.Fetches.Count);
    }

    [Fact]
    public void ChannelDifferenceTooLong_TakesTheDialogsPtsAndReportsTheLoss()
    {
        var fixture = new MachineFixture(Known, new() { [7] = 10 });
        fixture.Receive(new UpdateChannelTooLong { ChannelId = 7 });

        fixture.AnswerChannel(new UpdatesChannelDifferenceTooLong
        {
            Final = true,
            Dialog = new Dialog
            {
                Peer = new PeerChannel { ChannelId = 7 },
                TopMessage = 1,
                ReadInboxMaxId = 0,
                ReadOutboxMaxId = 0,
                UnreadCount = 0,
                UnreadMentionsCount = 0,
                UnreadReactionsCount = 0,
                UnreadPollVotesCount = 0,
                NotifySettings = new PeerNotifySettings(),
                Pts = 5000,
            },
            Messages = [TextMessage(1, 5)],
            Users = [],
            Chats = [],
        });

        Assert.Empty(fixture.Delivered);
        Assert.Equal(5000, fixture.Machine.State.Channels[7]);
        var lost = Assert.Single(fixture.Losses);
        Assert.Equal((7L, 10, 5000, UpdateLossCause.TooLong), (lost.ChannelId, lost.FromPts, lost.ToPts, lost.Cause));
    }

    [Fact]
    public void RefusedPts_IsForgottenAndTheChannelFollowedFromItsNextUpdate()
    {
        var fixture = new MachineFixture(Known, new() { [7] = 99999 });
        fixture.Receive(new UpdateChannelTooLong { ChannelId = 7 });

        fixture.Fail(DifferenceFault.StateInvalid);
        fixture.Advance(TimeSpan.FromMinutes(2));
        Assert.Single(fixture.Fetches);
        fixture.Receive(ChannelPts(7, 301));

        Assert.Equal([301], fixture.DeliveredPts);
        Assert.Equal(301, fixture.Machine.State.Channels[7]);
        Assert.Equal(UpdateLossCause.StateInvalid, Assert.Single(fixture.Losses).Cause);
    }

    [Fact]
    public void ClosedChannel_IsForgottenWithAReport()
    {
        var fixture = new MachineFixture(Known, new() { [7] = 10 });
        fixture.Receive(new UpdateChannelTooLong { ChannelId = 7 });

        fixture.Fail(DifferenceFault.Inaccessible);

        Assert.Empty(fixture.Machine.State.Channels);
        Assert.Equal(UpdateLossCause.ChannelInaccessible, Assert.Single(fixture.Losses).Cause);
        Assert.Contains(fixture.All, output => output is UpdateMachineOutput.ChannelForgotten { ChannelId: 7 });
    }

    [Fact]
    public void ClosedChannel_ThatSpeaksAgain_IsFollowedFromThere()
    {
        var fixture = new MachineFixture(Known, new Dictionary<long, int> { [7] = 10 });
        fixture.Receive(ChannelPts(7, 13));
        fixture.Advance(500);
        fixture.Fail(DifferenceFault.Inaccessible);

        fixture.Receive(ChannelPts(7, 31));

        Assert.Equal([31], fixture.DeliveredPts);
        Assert.Equal(31, fixture.Machine.State.Channels[7]);
        Assert.Contains(new UpdateMachineOutput.ChannelFollowed(7, 30), fixture.All);
    }

    [Fact]
    public void SilentChannel_IsAskedAfterFifteenMinutes()
    {
        var fixture = new MachineFixture(channels: new() { [7] = 10 });

        fixture.Advance(TimeSpan.FromMinutes(15) - TimeSpan.FromMilliseconds(1));
        Assert.Empty(fixture.Fetches);
        fixture.Advance(1);

        Assert.Equal("updates.getChannelDifference channel=7 pts=10", Assert.Single(fixture.Calls));
    }

    private static UpdatesChannelDifference Difference(int pts, bool final, params Message[] messages) => new()
    {
        Final = final,
        Pts = pts,
        NewMessages = messages,
        OtherUpdates = [],
        Users = [],
        Chats = [],
    };
}

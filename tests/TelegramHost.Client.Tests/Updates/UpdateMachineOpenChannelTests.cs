using TelegramHost.Client.Updates;
using TelegramHost.Schema;
using static TelegramHost.Client.Tests.Updates.MachineFixture;

namespace TelegramHost.Client.Tests.Updates;

/// <summary>Channels that somebody looks at: asked again after the time that the server names, also where nothing is pushed.</summary>
public sealed class UpdateMachineOpenChannelTests
{
    private const string Fetch = "updates.getChannelDifference channel=7 pts=";

    [Fact]
    public void OpenChannel_IsAskedAtOnce_AndAgainAfterTheTimeThatTheServerNames()
    {
        var fixture = new MachineFixture(Known);

        fixture.Open(7, 100);
        Assert.Equal([$"{Fetch}100"], fixture.Calls);
        fixture.AnswerChannel(Nothing(100, timeout: 45));
        fixture.Advance(TimeSpan.FromSeconds(44));
        Assert.Single(fixture.Fetches);
        fixture.Advance(TimeSpan.FromSeconds(1));
        Assert.Equal([$"{Fetch}100", $"{Fetch}100"], fixture.Calls);
        fixture.AnswerChannel(News(102, timeout: 5));
        fixture.Advance(TimeSpan.FromSeconds(5));

        Assert.Equal($"{Fetch}102", fixture.Calls.Last());
        Assert.Equal(3, fixture.Fetches.Count);
        Assert.Single(fixture.Delivered);
        Assert.Empty(fixture.Losses);
    }

    [Theory]
    [InlineData(null, 30)]
    [InlineData(0, 1)]
    [InlineData(int.MinValue, 1)]
    [InlineData(int.MaxValue, 900)]
    public void OpenChannel_ForWhichTheServerNamesNoTimeOrAStrangeOne_IsAskedInAFairOne(int? timeout, int expected)
    {
        var fixture = new MachineFixture(Known);
        fixture.Open(7, 100);

        fixture.AnswerChannel(Nothing(100, timeout));
        // The account's own silence is another matter.
        fixture.Advance(TimeSpan.FromSeconds(expected - 1));
        Assert.Single(fixture.Calls, call => call.StartsWith(Fetch, StringComparison.Ordinal));
        fixture.Advance(TimeSpan.FromSeconds(1));

        Assert.Equal(2, fixture.Calls.Count(call => call.StartsWith(Fetch, StringComparison.Ordinal)));
    }

    [Fact]
    public void OpenChannel_WithMoreToCome_IsAskedForItAtOnce()
    {
        var fixture = new MachineFixture(Known);
        fixture.Open(7, 100);

        fixture.AnswerChannel(new UpdatesChannelDifference { Final = false, Pts = 110, Timeout = 60, NewMessages = [TextMessage(1, 5)], OtherUpdates = [], Chats = [], Users = [] });

        Assert.Equal([$"{Fetch}100", $"{Fetch}110"], fixture.Calls);
    }

    [Fact]
    public void Channel_ThatIsNotOpen_IsNotAskedAgain_WhateverTimeTheServerNames()
    {
        var fixture = new MachineFixture(Known, new() { [7] = 100 });
        fixture.Receive(new UpdateChannelTooLong { ChannelId = 7 });

        fixture.AnswerChannel(Nothing(100, timeout: 5));
        fixture.Advance(TimeSpan.FromMinutes(14));

        Assert.Single(fixture.Fetches);
    }

    [Fact]
    public void OpenChannel_WhoseDifferenceFails_IsAskedUntilItSucceeds_AndThenInItsTime()
    {
        var fixture = new MachineFixture(Known);
        fixture.Open(7, 100);

        fixture.Fail(DifferenceFault.Transient);
        fixture.Advance(TimeSpan.FromSeconds(1));
        fixture.AnswerChannel(Nothing(100, timeout: 10));
        fixture.Advance(TimeSpan.FromSeconds(10));

        Assert.Equal(3, fixture.Fetches.Count);
        Assert.Empty(fixture.Losses);
    }

    [Fact]
    public void OpenChannel_OfWhichUpdatesArePushedToo_DeliversEachOnce()
    {
        var fixture = new MachineFixture(Known);
        fixture.Open(7, 100, isMember: true);

        fixture.Receive(ChannelPts(7, 101));
        fixture.AnswerChannel(new UpdatesChannelDifference { Final = true, Pts = 101, NewMessages = [], OtherUpdates = [ChannelPts(7, 101)], Chats = [], Users = [] });

        Assert.Equal([101], fixture.DeliveredPts);
    }

    [Fact]
    public void OpenChannel_WhoseNumberIsRefused_GoesOnFromWhereItStands_AndTheLossIsToldOnce()
    {
        var fixture = new MachineFixture(Known);
        fixture.Open(7, 100);

        fixture.Fail(DifferenceFault.StateInvalid);
        fixture.Advance(TimeSpan.FromSeconds(1));
        Assert.Equal("channels.getFullChannel channel=7", fixture.Calls.Last());
        fixture.Fail(DifferenceFault.Unreadable);
        fixture.Advance(TimeSpan.FromSeconds(2));
        fixture.AnswerPosition(40);
        fixture.Advance(TimeSpan.FromSeconds(30));

        Assert.Equal($"{Fetch}40", fixture.Calls.Last());
        Assert.Equal(40, fixture.Machine.State.Channels[7]);
        Assert.Equal(UpdateLossCause.StateInvalid, Assert.Single(fixture.Losses).Cause);
    }

    [Fact]
    public void OpenChannel_WhoseNumberIsRefused_TakesWhatIsPushedMeanwhile()
    {
        var fixture = new MachineFixture(Known);
        fixture.Open(7, 100);
        fixture.Fail(DifferenceFault.StateInvalid);
        fixture.Advance(TimeSpan.FromSeconds(1));

        fixture.Receive(ChannelPts(7, 41));
        fixture.AnswerPosition(42);

        Assert.Equal($"{Fetch}40", fixture.Calls.Last());
        fixture.AnswerChannel(new UpdatesChannelDifference
        {
            Final = true, Pts = 42, NewMessages = [], OtherUpdates = [ChannelPts(7, 41), ChannelPts(7, 42)], Chats = [], Users = [],
        });
        Assert.Equal([41, 42], fixture.DeliveredPts);
    }

    [Fact]
    public void OpenChannel_OfWhichNobodyKnowsWhereItStands_IsAskedForThatFirst()
    {
        var fixture = new MachineFixture(Known);

        fixture.Open(7, pts: null);
        Assert.Equal("channels.getFullChannel channel=7", Assert.Single(fixture.Calls));
        Assert.Empty(fixture.Machine.State.Channels);
        fixture.AnswerPosition(0);
        fixture.Advance(TimeSpan.FromSeconds(1));
        fixture.AnswerPosition(100);
        fixture.Advance(TimeSpan.FromSeconds(30));

        Assert.Equal(["channels.getFullChannel channel=7", "channels.getFullChannel channel=7", $"{Fetch}100"], fixture.Calls);
        Assert.Equal(100, fixture.Machine.State.Channels[7]);
        Assert.Contains(fixture.All, output => output is UpdateMachineOutput.ChannelFollowed { ChannelId: 7, Pts: 100 });
        Assert.Empty(fixture.Losses);
    }

    [Fact]
    public void OpenChannel_WhoseBacklogIsSkipped_ReportsWhatWasLeftOut()
    {
        var fixture = new MachineFixture(Known, new() { [7] = 5000 }, catchUpLimit: 0);

        fixture.Open(7, pts: null);
        fixture.AnswerPosition(6000);

        var lost = Assert.Single(fixture.Losses, loss => loss.ChannelId == 7);
        Assert.Equal((5000, 6000, UpdateLossCause.Skipped), (lost.FromPts, lost.ToPts, lost.Cause));
    }

    [Fact]
    public void OpenChannel_IsNotAskedBeforeSomebodyIsLoggedIn()
    {
        var fixture = new MachineFixture();

        fixture.Open(7, 100);
        fixture.Advance(TimeSpan.FromMinutes(14));
        Assert.Empty(fixture.Fetches);
        fixture.SignIn();

        Assert.Equal(["updates.getState", $"{Fetch}100"], fixture.Calls);
    }

    [Fact]
    public void PushOnItsWayWhileAChannelOfTheAccountIsOpened_IsDelivered()
    {
        var fixture = new MachineFixture(Known);
        fixture.Open(7, 101, isMember: true);

        fixture.Receive(ChannelPts(7, 101));
        fixture.AnswerChannel(Nothing(101, timeout: 30));
        fixture.Receive(ChannelPts(7, 102));
        fixture.Receive(ChannelPts(7, 102));

        Assert.Equal([101, 102], fixture.DeliveredPts);
        Assert.Equal(102, fixture.Machine.State.Channels[7]);
    }

    [Fact]
    public void OpenChannel_ThatCannotBeReadAnyMore_IsLeftAlone_UntilItSpeaksAgain()
    {
        var fixture = new MachineFixture(Known);
        fixture.Open(7, 100);

        fixture.Fail(DifferenceFault.Inaccessible);
        fixture.Advance(TimeSpan.FromMinutes(14));
        Assert.Single(fixture.Fetches);
        Assert.Equal(UpdateLossCause.ChannelInaccessible, Assert.Single(fixture.Losses).Cause);
        fixture.Receive(ChannelPts(7, 121));
        fixture.AnswerChannel(News(123, timeout: 20));
        fixture.Advance(TimeSpan.FromSeconds(20));

        Assert.Equal([$"{Fetch}100", $"{Fetch}121", $"{Fetch}123"], fixture.Calls);
    }

    [Fact]
    public void ClosedChannel_OfTheAccount_IsFollowedOnAsBefore()
    {
        var fixture = new MachineFixture(Known, new() { [7] = 100 });
        fixture.Open(7, 90, isMember: true);
        fixture.AnswerChannel(Nothing(100, timeout: 5));

        fixture.Close(7);
        fixture.Advance(TimeSpan.FromMinutes(14));
        Assert.Equal([$"{Fetch}100"], fixture.Calls);
        fixture.Receive(ChannelPts(7, 101));

        Assert.Equal([101], fixture.DeliveredPts);
        Assert.Equal(101, fixture.Machine.State.Channels[7]);
    }

    [Fact]
    public void ClosedChannel_ThatTheAccountHasNotJoined_IsForgotten_AndALateAnswerChangesNothing()
    {
        var fixture = new MachineFixture(Known);
        fixture.Open(7, 100);
        fixture.AnswerChannel(Nothing(100, timeout: 5));
        fixture.Advance(TimeSpan.FromSeconds(5));

        fixture.Close(7);
        fixture.AnswerChannel(News(102, timeout: 5));
        fixture.Advance(TimeSpan.FromMinutes(14));

        Assert.Empty(fixture.Machine.State.Channels);
        Assert.Empty(fixture.Delivered);
        Assert.Empty(fixture.Losses);
        Assert.Equal(2, fixture.Fetches.Count);
        Assert.Contains(fixture.All, output => output is UpdateMachineOutput.ChannelForgotten { ChannelId: 7 });
    }

    [Fact]
    public void Channel_ThatIsJoinedWhileItIsOpen_IsFollowedAfterItsClosing()
    {
        var fixture = new MachineFixture(Known);
        fixture.Open(7, 100);
        fixture.AnswerChannel(Nothing(100, timeout: 5));

        fixture.Receive(new UpdateChannel { ChannelId = 7 });
        fixture.Close(7);

        Assert.Equal(100, fixture.Machine.State.Channels[7]);
        Assert.Single(fixture.Delivered);
    }

    [Theory]
    [InlineData(true, false, false)]
    [InlineData(true, true, true)]
    [InlineData(false, false, true)]
    public void Channel_ThatTheAccountIsNotInAndNobodyHasOpen_IsForgottenWhenItsDifferenceSaysSo(bool left, bool min, bool isFollowed)
    {
        var fixture = new MachineFixture(Known, new() { [7] = 100 });
        fixture.Receive(new UpdateChannelTooLong { ChannelId = 7 });
        var news = News(102, timeout: 5);
        news.Chats = [new Channel { Id = 7, Title = "News", Photo = new ChatPhotoEmpty(), Date = 0, Left = left, Min = min }];

        fixture.AnswerChannel(news);

        Assert.Single(fixture.Delivered);
        Assert.Equal(isFollowed, fixture.Machine.State.Channels.ContainsKey(7));
        Assert.Empty(fixture.Losses);
    }

    [Fact]
    public void OpenChannel_IsFollowed_ThoughItsDifferenceSaysThatTheAccountIsNotInIt()
    {
        var fixture = new MachineFixture(Known);
        fixture.Open(7, 100);
        var news = News(102, timeout: 5);
        news.Chats = [new Channel { Id = 7, Title = "News", Photo = new ChatPhotoEmpty(), Date = 0, Left = true }];

        fixture.AnswerChannel(news);

        Assert.Equal(102, fixture.Machine.State.Channels[7]);
    }

    [Fact]
    public void JoinThatADifferenceTells_KeepsAChannelFollowedAfterItsClosing()
    {
        var fixture = new MachineFixture(Known);
        fixture.Open(7, 100);
        fixture.AnswerChannel(Nothing(100, timeout: 50));
        fixture.Receive(new UpdatesTooLong());

        fixture.Answer(new UpdatesDifference
        {
            NewMessages = [], NewEncryptedMessages = [], OtherUpdates = [new UpdateChannel { ChannelId = 7 }], Users = [], Chats = [], State = TlState(56, 78, 34, 12),
        });
        fixture.Close(7);

        Assert.Equal(100, fixture.Machine.State.Channels[7]);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void ChannelThatSaysMoreThanItsDifference_IsNotForgotten(bool isMissed)
    {
        var fixture = new MachineFixture(Known, new() { [7] = 100 });
        fixture.Receive(new UpdateChannelTooLong { ChannelId = 7 });
        var news = News(102, timeout: 5);
        news.Chats = [new Channel { Id = 7, Title = "News", Photo = new ChatPhotoEmpty(), Date = 0, Left = true }];

        // The account has come in while the answer was on its way.
        fixture.Receive(ChannelPts(7, isMissed ? 104 : 103));
        fixture.AnswerChannel(news);

        Assert.Equal(isMissed ? 102 : 103, fixture.Machine.State.Channels[7]);
    }

    [Fact]
    public void MessagesToAChannel_AreFollowed_ThoughNobodyIsInThem()
    {
        var fixture = new MachineFixture(Known, new() { [7] = 100 });
        fixture.Receive(new UpdateChannelTooLong { ChannelId = 7 });
        var news = News(102, timeout: 5);
        news.Chats = [new Channel { Id = 7, Title = "News", Photo = new ChatPhotoEmpty(), Date = 0, Left = true, Monoforum = true }];

        fixture.AnswerChannel(news);

        Assert.Equal(102, fixture.Machine.State.Channels[7]);
    }

    private static UpdatesChannelDifferenceEmpty Nothing(int pts, int? timeout) => new() { Final = true, Pts = pts, Timeout = timeout };

    private static UpdatesChannelDifference News(int pts, int? timeout) =>
        new() { Final = true, Pts = pts, Timeout = timeout, NewMessages = [TextMessage(1, 5)], OtherUpdates = [], Chats = [], Users = [] };
}

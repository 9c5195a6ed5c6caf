using TelegramHost.Client.Updates;
using TelegramHost.Schema;
using static TelegramHost.Client.Tests.Updates.MachineFixture;

namespace TelegramHost.Client.Tests.Updates;

public sealed class UpdateMachineTests
{
    [Fact]
    public void SignIn_OfANewAccount_AsksForTheStateAndGoesLive()
    {
        var fixture = new MachineFixture();

        fixture.SignIn();
        fixture.Do((machine, now) => machine.HandleState(fixture.LastCall, TlState(1, 0, 5, 0), now));
        fixture.ReceivePts(2);

        Assert.Equal(["updates.getState"], fixture.Calls);
        Assert.Equal([2], fixture.DeliveredPts);
    }

    [Fact]
    public void FirstMessage_ThatOvertakesTheAnswerToGetState_IsDelivered()
    {
        var fixture = new MachineFixture();

        fixture.SignIn();
        fixture.ReceivePts(2);
        fixture.Do((machine, now) => machine.HandleState(fixture.LastCall, TlState(2, 0, 5, 0), now));

        Assert.Equal([2], fixture.DeliveredPts);
        Assert.Equal(2, fixture.State.Pts);
    }

    [Fact]
    public void Update_DuringADifference_WaitsAndIsDroppedIfTheDifferenceBroughtIt()
    {
        var fixture = new MachineFixture(Known);
        fixture.Receive(new UpdatesTooLong());

        fixture.ReceivePts(57);
        fixture.ReceivePts(58);
        Assert.Empty(fixture.Delivered);
        fixture.Answer(new UpdatesDifference
        {
            NewMessages = [TextMessage(9, SelfId)],
            NewEncryptedMessages = [],
            OtherUpdates = [],
            Users = [],
            Chats = [],
            State = TlState(57, 78, 20, 34),
        });

        Assert.Equal(2, fixture.Delivered.Count);
        Assert.IsType<UpdateNewMessage>(fixture.Delivered[0]);
        Assert.Equal(58, fixture.DeliveredPts.Last());
    }

    [Fact]
    public void AffectedMessages_BetweenTwoUpdates_FillTheGap()
    {
        var fixture = new MachineFixture(new CommonState(4416, 0, 0, 0));

        fixture.ReceivePts(4418);
        Assert.Empty(fixture.Delivered);
        fixture.Do((machine, now) => machine.HandleAffected(null, 4417, 1, now));
        fixture.Advance(1000);

        Assert.Equal([4418], fixture.DeliveredPts);
        Assert.Equal(4418, fixture.State.Pts);
        Assert.Empty(fixture.Calls);
    }

    [Fact]
    public void OwnResult_BeforeAPushedUpdate_IsDeliveredInOrderWithoutAGap()
    {
        var fixture = new MachineFixture(new CommonState(10, 0, 0, 0));

        fixture.ReceivePts(12);
        fixture.ReceivePts(11);

        Assert.Equal([11, 12], fixture.DeliveredPts);
        Assert.Empty(fixture.Calls);
    }

    [Fact]
    public void DifferenceSlice_IsStoredAndFollowedByTheNext()
    {
        var fixture = new MachineFixture(Known);
        fixture.Receive(new UpdatesTooLong());

        fixture.Answer(new UpdatesDifferenceSlice
        {
            NewMessages = [TextMessage(1, SelfId), TextMessage(2, SelfId)],
            NewEncryptedMessages = [],
            OtherUpdates = [],
            Users = [],
            Chats = [],
            IntermediateState = TlState(90, 78, 20, 34),
        });
        Assert.Equal(2, fixture.Delivered.Count);
        Assert.Equal(new CommonState(90, 78, 34, 20), fixture.State);
        Assert.Equal("updates.getDifference pts=90 date=20 qts=78", fixture.Calls.Last());
        fixture.Answer(Difference(TlState(91, 78, 21, 34), TextMessage(3, SelfId)));

        Assert.Equal(3, fixture.Delivered.Count);
        Assert.Equal(2, fixture.Fetches.Count);
        Assert.Equal(91, fixture.State.Pts);
    }

    [Fact]
    public void Difference_IsDeliveredMessagesFirstAndTheStateMovesLast()
    {
        var fixture = new MachineFixture(Known);
        fixture.Receive(new UpdatesTooLong());

        fixture.Answer(new UpdatesDifference
        {
            NewMessages = [TextMessage(1, SelfId)],
            NewEncryptedMessages = [new EncryptedMessageService { RandomId = 1, ChatId = 2, Date = 3, Bytes = [] }],
            OtherUpdates = [Pts(3), ChannelPts(7, 11)],
            Users = [],
            Chats = [],
            State = TlState(60, 79, 20, 35),
        });

        Assert.Equal(
            [typeof(UpdateNewMessage), typeof(UpdateNewEncryptedMessage), typeof(UpdateDeleteMessages), typeof(UpdateDeleteChannelMessages)],
            fixture.Delivered.Select(update => update.GetType()));
        Assert.Equal(11, fixture.Machine.State.Channels[7]);
        var last = fixture.All.OfType<UpdateMachineOutput.Deliver>().Last(deliver => deliver.Mark.ChannelId is null);
        Assert.Equal(56, last.Mark.Common!.Value.Pts);
        Assert.Equal(new CommonState(60, 79, 35, 20), Assert.IsType<UpdateMachineOutput.Moved>(fixture.All[^1]).Mark.Common);
    }

    [Fact]
    public void DifferenceTooLong_IsReportedOnceAndAskedAgainFromTheGivenPts()
    {
        var fixture = new MachineFixture(new CommonState(0, 0, 0, 0));
        fixture.Receive(new UpdatesTooLong());

        fixture.Answer(new UpdatesDifferenceTooLong { Pts = 100 });
        fixture.Answer(new UpdatesDifferenceEmpty { Date = 1, Seq = 0 });

        Assert.Equal(UpdateLossCause.TooLong, Assert.Single(fixture.Losses).Cause);
        Assert.Equal(100, fixture.State.Pts);
        Assert.Equal(["updates.getDifference pts=0 date=0 qts=0", "updates.getDifference pts=100 date=0 qts=0"], fixture.Calls);
    }

    [Fact]
    public void FailedDifference_IsTriedAgainAndTheHoleStaysClosed()
    {
        var fixture = new MachineFixture(new CommonState(10, 0, 0, 0));
        fixture.ReceivePts(12);
        fixture.Advance(500);

        fixture.Fail(DifferenceFault.Transient);
        Assert.Empty(fixture.Delivered);
        fixture.Advance(999);
        Assert.Single(fixture.Fetches);
        fixture.Advance(1);
        Assert.Equal(2, fixture.Fetches.Count);
        fixture.Answer(Difference(TlState(11, 0, 1, 0), TextMessage(11, SelfId)));

        Assert.Equal(2, fixture.Delivered.Count);
        Assert.Equal(12, fixture.State.Pts);
    }

    [Fact]
    public void FailingDifference_IsAskedEverLessOften()
    {
        var fixture = new MachineFixture(Known);
        fixture.Receive(new UpdatesTooLong());

        for (var i = 0; i < 20; i++)
        {
            fixture.Fail(DifferenceFault.Transient);
            var before = fixture.Fetches.Count;
            fixture.Advance(TimeSpan.FromSeconds(60));
            Assert.Equal(before + 1, fixture.Fetches.Count);
        }
    }

    [Fact]
    public void ServerThatLagsBehindItsPushes_IsNotAskedInATightLoop()
    {
        var fixture = new MachineFixture(Known);
        fixture.ReceivePts(60);

        for (var i = 0; i < 50; i++)
        {
            fixture.Advance(TimeSpan.FromSeconds(1));
            if (fixture.Machine.NextDeadline is null || fixture.Fetches.Count > 0)
                fixture.Answer(new UpdatesDifferenceEmpty { Date = 1, Seq = 34 });
        }

        Assert.InRange(fixture.Fetches.Count, 3, 15);
    }

    [Fact]
    public void UnreadableDifference_IsReportedAsLostAndTheStateTakenFromTheServer()
    {
        var fixture = new MachineFixture(Known);
        fixture.Receive(new UpdatesTooLong());

        fixture.Fail(DifferenceFault.Unreadable);
        fixture.Advance(TimeSpan.FromSeconds(1));
        Assert.Equal("updates.getState", fixture.Calls.Last());
        fixture.Do((machine, now) => machine.HandleState(fixture.LastCall, TlState(70, 78, 20, 40), now));
        fixture.ReceivePts(71);

        var lost = Assert.Single(fixture.Losses);
        Assert.Equal((56, 70, UpdateLossCause.Unreadable), (lost.FromPts, lost.ToPts, lost.Cause));
        Assert.Equal([71], fixture.DeliveredPts);
        Assert.Equal(2, fixture.Fetches.Count);
    }

    [Fact]
    public void StateThatTheServerDoesNotKnow_IsBegunAnew_AndWhatWasPushedMeanwhileIsDelivered()
    {
        var fixture = new MachineFixture(Known);
        fixture.ReceivePts(70);
        fixture.Advance(500);

        fixture.Fail(DifferenceFault.StateInvalid);
        fixture.Advance(TimeSpan.FromSeconds(1));
        fixture.Do((machine, now) => machine.HandleState(fixture.LastCall, TlState(70, 78, 20, 40), now));

        Assert.Equal([70], fixture.DeliveredPts);
        Assert.Equal((56, 69, UpdateLossCause.StateInvalid), (fixture.Losses.Single().FromPts, fixture.Losses.Single().ToPts, fixture.Losses.Single().Cause));
    }

    [Fact]
    public void Date_StaysBeforeWhatIsMissing_SoThatTheDifferenceNamesEveryChannelThatHasMoved()
    {
        var fixture = new MachineFixture(Known);

        fixture.ReceivePts(57, seq: 35, date: 90);
        fixture.Receive(new UpdatesTooLong());
        fixture.Fail(DifferenceFault.Transient);
        fixture.ReceivePts(58, seq: 36, date: 200);
        fixture.Receive(new UpdateShort { Update = new UpdateUserTyping { UserId = 5, Action = new SendMessageTypingAction() }, Date = 201 });
        fixture.Advance(TimeSpan.FromSeconds(1));

        Assert.Equal("updates.getDifference pts=58 date=90 qts=78", fixture.Calls.Last());
    }

    [Fact]
    public void LateAnswer_OfACallThatWasGivenUp_IsIgnored()
    {
        var fixture = new MachineFixture(Known);
        fixture.Receive(new UpdatesTooLong());
        var old = fixture.LastCall;
        fixture.Fail(DifferenceFault.Transient);
        fixture.Advance(TimeSpan.FromSeconds(1));

        fixture.Do((machine, now) => machine.HandleDifference(old, Difference(TlState(99, 78, 1, 34)), now));

        Assert.Equal(56, fixture.State.Pts);
    }

    [Fact]
    public void IdOfASentMessage_ComesBeforeTheMessage()
    {
        var fixture = new MachineFixture(new CommonState(10, 0, 0, 0));

        fixture.Receive(
            new UpdateNewMessage { Message = TextMessage(500, SelfId), Pts = 11, PtsCount = 1 },
            new UpdateMessageID { Id = 500, RandomId = 77 });

        Assert.Equal([typeof(UpdateMessageID), typeof(UpdateNewMessage)], fixture.Delivered.Select(update => update.GetType()));
    }

    [Fact]
    public void Container_WithUpdatesOutOfOrder_IsSortedByPts()
    {
        var fixture = new MachineFixture(Known);

        fixture.Receive(Pts(59), Pts(57), Pts(58));

        Assert.Equal([57, 58, 59], fixture.DeliveredPts);
    }

    [Fact]
    public void ContainerAheadOfItsSeq_WaitsWhileTypingInItIsDeliveredAtOnce()
    {
        var fixture = new MachineFixture(Known);

        fixture.Receive(Container(
            [Pts(57), new UpdateUserTyping { UserId = 5, Action = new SendMessageTypingAction() }], seq: 36, date: 13));
        Assert.IsType<UpdateUserTyping>(Assert.Single(fixture.Delivered));
        fixture.Receive(Container([], seq: 35, date: 13));

        Assert.Equal(57, fixture.DeliveredPts.Last());
        Assert.Equal(36, fixture.State.Seq);
        Assert.Empty(fixture.Calls);
    }

    [Fact]
    public void Qts_OutOfOrder_WaitsForTheMissingOne()
    {
        var fixture = new MachineFixture(Known);
        static UpdateBotStopped Stopped(int qts) => new() { UserId = 5, Date = 1, Stopped = true, Qts = qts };

        fixture.Receive(Stopped(80));
        fixture.Receive(Stopped(79));
        fixture.Receive(Stopped(79));
        fixture.Receive(Stopped(0));

        Assert.Equal([79, 80, 0], fixture.Delivered.Select(update => ((UpdateBotStopped)update).Qts));
        Assert.Equal(80, fixture.State.Qts);
    }

    [Theory]
    [InlineData(78)]
    [InlineData(0)]
    public void QtsOfTheState_ThatIsOld_IsCaughtUpByADifference_AndNothingComesTwice(int old)
    {
        var fixture = new MachineFixture();
        static UpdateBotStopped Stopped(int qts) => new() { UserId = 5, Date = 1, Stopped = true, Qts = qts };
        fixture.SignIn();
        fixture.Do((machine, now) => machine.HandleState(fixture.LastCall, TlState(1, old, 5, 0), now));

        fixture.Receive(Stopped(old + 3));
        fixture.Advance(500);
        var difference = Difference(TlState(1, old + 3, 6, 0));
        difference.OtherUpdates = [Stopped(old + 1), Stopped(old + 2), Stopped(old + 3)];
        fixture.Answer(difference);
        fixture.Receive(Stopped(old + 2));

        Assert.Equal(["updates.getState", $"updates.getDifference pts=1 date=5 qts={old}"], fixture.Calls);
        Assert.Equal([old + 1, old + 2, old + 3], fixture.Delivered.Select(update => ((UpdateBotStopped)update).Qts));
        Assert.Equal(old + 3, fixture.State.Qts);
    }

    [Fact]
    public void Silence_AfterAnEmptyDifference_DoesNotDelayTheNextGap()
    {
        var fixture = new MachineFixture(Known);
        for (var i = 0; i < 5; i++)
        {
            fixture.Advance(TimeSpan.FromMinutes(15));
            fixture.Answer(new UpdatesDifferenceEmpty { Date = 1, Seq = 34 });
        }

        fixture.ReceivePts(60);
        fixture.Advance(500);

        Assert.Equal(6, fixture.Fetches.Count);
    }

    private static UpdatesDifference Difference(UpdatesState state, params Message[] messages) => new()
    {
        NewMessages = messages,
        NewEncryptedMessages = [],
        OtherUpdates = [],
        Users = [],
        Chats = [],
        State = state,
    };
}

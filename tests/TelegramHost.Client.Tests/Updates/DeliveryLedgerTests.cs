using TelegramHost.Client.Peers;
using TelegramHost.Client.Updates;

namespace TelegramHost.Client.Tests.Updates;

public sealed class DeliveryLedgerTests
{
    private static readonly CommonState s_start = new(10, 0, 0, 0);

    [Fact]
    public void Complete_OutOfOrder_MovesTheMarkOnlyOverWhatIsDoneWithoutAGap()
    {
        var ledger = new DeliveryLedger(new UpdateState(s_start, new Dictionary<long, int>()));
        var first = ledger.Enter(At(11));
        var second = ledger.Enter(At(12));
        var third = ledger.Enter(At(13));

        third();
        Assert.Equal(10, ledger.Handled.Common!.Value.Pts);
        first();
        Assert.Equal(11, ledger.Handled.Common!.Value.Pts);
        second();

        Assert.Equal(13, ledger.Handled.Common!.Value.Pts);
        Assert.Equal(0, ledger.Outstanding);
    }

    [Fact]
    public void Move_BehindAnUpdateThatIsNotHandled_WaitsForIt()
    {
        var ledger = new DeliveryLedger(new UpdateState(s_start, new Dictionary<long, int>()));
        var update = ledger.Enter(At(11));

        ledger.Move(At(20));
        Assert.Equal(10, ledger.Handled.Common!.Value.Pts);
        update();

        Assert.Equal(20, ledger.Handled.Common!.Value.Pts);
    }

    [Fact]
    public void SlowHandler_InOneChannel_HoldsNoOtherMark()
    {
        var ledger = new DeliveryLedger(new UpdateState(s_start, new Dictionary<long, int> { [7] = 1, [8] = 1 }));
        ledger.Enter(StateMark.OfChannel(7, 2));
        var quick = ledger.Enter(StateMark.OfChannel(8, 2));
        var account = ledger.Enter(At(11));

        quick();
        account();

        Assert.Equal(1, ledger.Handled.Channels[7]);
        Assert.Equal(2, ledger.Handled.Channels[8]);
        Assert.Equal(11, ledger.Handled.Common!.Value.Pts);
    }

    [Fact]
    public void Complete_AfterAChannelWasForgotten_DoesNotBringItBack()
    {
        var ledger = new DeliveryLedger(new UpdateState(s_start, new Dictionary<long, int> { [7] = 1 }));
        var update = ledger.Enter(StateMark.OfChannel(7, 2));

        ledger.Forget(7);
        update();

        Assert.Empty(ledger.Handled.Channels);
    }

    [Fact]
    public void ForgottenChannel_IsToldOnceAllOfItIsHandled_AndNotIfItIsFollowedAgain()
    {
        var forgotten = new List<long>();
        var ledger = new DeliveryLedger(new UpdateState(s_start, new Dictionary<long, int> { [7] = 1, [8] = 1 })) { Forgot = forgotten.Add };
        var (first, second) = (ledger.Enter(StateMark.OfChannel(7, 2)), ledger.Enter(StateMark.OfChannel(8, 2)));

        ledger.Forget(7);
        ledger.Forget(8);
        ledger.Move(StateMark.OfChannel(8, 5));
        Assert.Empty(forgotten);
        first();
        second();

        Assert.Equal([7L], forgotten);
        Assert.Equal([8L], ledger.Handled.Channels.Keys);
        Assert.Equal(0, ledger.Outstanding);
    }

    [Fact]
    public void Forget_BehindAReportThatIsNotHandled_WaitsForIt()
    {
        var ledger = new DeliveryLedger(new UpdateState(s_start, new Dictionary<long, int> { [7] = 1 }));
        var report = ledger.EnterInPlace(7);

        ledger.Forget(7);
        Assert.Equal(1, ledger.Handled.Channels[7]);
        report();

        Assert.Empty(ledger.Handled.Channels);
    }

    [Fact]
    public void Report_ThatIsNotHandled_HoldsTheMarkBehindIt_AndMovesNothingItself()
    {
        var ledger = new DeliveryLedger(new UpdateState(s_start, new Dictionary<long, int>()));
        var report = ledger.EnterInPlace(null);
        ledger.Move(At(20));

        Assert.Equal(10, ledger.Handled.Common!.Value.Pts);
        Assert.False(ledger.IsHandled(UpdateSpan.Qts));
        report();

        Assert.Equal(20, ledger.Handled.Common!.Value.Pts);
        Assert.True(ledger.IsHandled(UpdateSpan.Pts));
    }

    [Fact]
    public void ChatThatIsAheadOfASlowOne_IsKnown_UntilTheMarkHasReachedIt()
    {
        var ledger = new DeliveryLedger(new UpdateState(s_start, new Dictionary<long, int>()));
        var slow = ledger.Enter(At(11), new MessagePlace(PeerId.User(1), 501), 11);
        var first = ledger.Enter(At(12), new MessagePlace(PeerId.User(2), 502), 12);
        var second = ledger.Enter(At(13), new MessagePlace(PeerId.User(2), 503), 13);

        second();
        Assert.Empty(ledger.Handled.Ahead);
        first();
        Assert.Equal((10, 503), (ledger.Handled.Common!.Value.Pts, ledger.Handled.Ahead[PeerId.User(2)].Id));
        slow();

        Assert.Equal(13, ledger.Handled.Common!.Value.Pts);
        Assert.Empty(ledger.Handled.Ahead);
    }

    [Fact]
    public void MessagesOfADifference_StayHandled_UntilTheMarkIsBehindAllOfIt()
    {
        var ledger = new DeliveryLedger(new UpdateState(s_start, new Dictionary<long, int>()));
        var message = ledger.Enter(At(10), new MessagePlace(PeerId.User(1), 501), 20);
        var edit = ledger.Enter(At(15));

        message();
        Assert.Equal(501, ledger.Handled.Ahead[PeerId.User(1)].Id);
        edit();
        Assert.Equal((15, 501), (ledger.Handled.Common!.Value.Pts, ledger.Handled.Ahead[PeerId.User(1)].Id));
        ledger.Move(At(20));

        Assert.Empty(ledger.Handled.Ahead);
    }

    [Fact]
    public void NumbersThatGoBack_AreOfAnotherSequence_WhoseMessagesNobodyHasHandled()
    {
        var chat = PeerId.User(1);
        var ledger = new DeliveryLedger(
            new UpdateState(s_start, new Dictionary<long, int>()) { Ahead = new Dictionary<PeerId, ChatMark> { [chat] = new(501, 70) } });

        Assert.Equal(501, ledger.Handled.Ahead[chat].Id);
        ledger.Move(At(3));

        Assert.Empty(ledger.Handled.Ahead);
    }

    [Fact]
    public void TakeChanged_GivesWhatHasChangedSinceTheLastTime_AndWhatWasPutBack()
    {
        var channels = Enumerable.Range(1, 10_000).ToDictionary(id => (long)id, _ => 1);
        var ledger = new DeliveryLedger(new UpdateState(s_start, channels));
        Assert.Empty(ledger.TakeChanged([])!.Changed);

        ledger.Enter(StateMark.OfChannel(7, 2))();
        ledger.Move(StateMark.OfChannel(8, 5));
        ledger.Forget(9);
        var taken = ledger.TakeChanged([])!;
        Assert.Equal([(7L, 2), (8L, 5)], taken.Changed.Select(mark => (mark.Box.ChannelId, mark.Handled)).Order());
        Assert.Equal([UpdateSpan.Channel(9)], taken.Removed);
        Assert.Equal(ledger.Version, taken.Version);
        Assert.Empty(ledger.TakeChanged([])!.Changed);
        ledger.PutBack([UpdateSpan.Channel(7)]);

        Assert.Equal(2, Assert.Single(ledger.TakeChanged([])!.Changed).Handled);
    }

    private static StateMark At(int pts) => StateMark.OfCommon(s_start with { Pts = pts });
}

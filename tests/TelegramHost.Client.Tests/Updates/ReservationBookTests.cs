using TelegramHost.Client.Peers;
using TelegramHost.Client.Sessions;
using TelegramHost.Client.Updates;

namespace TelegramHost.Client.Tests.Updates;

public sealed class ReservationBookTests
{
    private static readonly Dictionary<UpdateBox, int> s_none = [];
    private static readonly PeerId s_ada = PeerId.User(1);

    [Fact]
    public void Reserve_BeyondTheStoredMark_WantsAWriteOnceForManyUpdates()
    {
        var book = new ReservationBook(s_none);

        Assert.False(book.TryReserve(Pts(10), null));
        Store(book);

        Assert.All(Enumerable.Range(11, ReservationBook.Ahead), pts => Assert.True(book.TryReserve(Pts(pts), null)));
        Assert.False(book.TryReserve(Pts(11 + ReservationBook.Ahead), null));
    }

    [Fact]
    public void Reserve_BeforeTheWriteIsDone_IsNotEnough()
    {
        var book = new ReservationBook(s_none);

        book.TryReserve(Pts(10), null);

        Assert.False(book.TryReserve(Pts(11), null));
    }

    [Fact]
    public void AfterACrash_EverythingBelowTheMarkIsSuspected_InItsBoxOnly()
    {
        var before = new ReservationBook(s_none);
        before.TryReserve(Pts(10), null);
        before.TryReserve(new UpdateSpan(UpdateSpan.Channel(7), 99, 100), null);

        var book = new ReservationBook(before.TakeChanged());

        Assert.True(book.MayBeRepeat(Pts(10), null));
        Assert.True(book.MayBeRepeat(Pts(10 + ReservationBook.Ahead), null));
        Assert.False(book.MayBeRepeat(Pts(11 + ReservationBook.Ahead), null));
        Assert.True(book.MayBeRepeat(new UpdateSpan(UpdateSpan.Channel(7), 99, 100), null));
        Assert.False(book.MayBeRepeat(new UpdateSpan(UpdateSpan.Channel(8), 99, 100), null));
        Assert.False(book.MayBeRepeat(new UpdateSpan(UpdateSpan.Qts, 0, 1), null));
        Assert.False(book.MayBeRepeat(null, null));
    }

    [Fact]
    public void UpdateThatTakesNoNumber_IsSuspectedLikeTheOneBeforeIt()
    {
        var before = new ReservationBook(s_none);
        var edge = 9 + ReservationBook.Ahead;
        before.TryReserve(Pts(9), null);
        Store(before);
        Assert.False(before.TryReserve(new UpdateSpan(UpdateSpan.Pts, edge, edge), null));

        var book = new ReservationBook(before.TakeChanged());

        Assert.True(book.MayBeRepeat(new UpdateSpan(UpdateSpan.Pts, edge, edge), null));
    }

    [Fact]
    public void CaughtUp_EndsTheSuspicionOfThatBox()
    {
        var book = new ReservationBook(new Dictionary<UpdateBox, int> { [UpdateSpan.Pts] = 50, [UpdateSpan.Qts] = 5, [UpdateSpan.Channel(7)] = 20 });

        book.CaughtUp(null);

        Assert.False(book.MayBeRepeat(Pts(40), null));
        Assert.False(book.MayBeRepeat(new UpdateSpan(UpdateSpan.Qts, 1, 2), null));
        Assert.True(book.MayBeRepeat(new UpdateSpan(UpdateSpan.Channel(7), 1, 2), null));
    }

    [Fact]
    public void Trim_KeepsOnlyWhatHasGoneOutAndIsNotHandled()
    {
        var book = new ReservationBook(s_none);
        book.TryReserve(Pts(10), null);
        book.TryReserve(new UpdateSpan(UpdateSpan.Channel(7), 99, 100), null);

        book.Trim(box => box.ChannelId == 7);

        Assert.Equal((10, 0), (book.WantedOf(UpdateSpan.Pts), book.WantedOf(UpdateSpan.Channel(7))));
    }

    [Fact]
    public void Trim_BeforeEverythingIsCaughtUp_KeepsWhatWasSuspectedAndNotReached()
    {
        var book = new ReservationBook(new Dictionary<UpdateBox, int> { [UpdateSpan.Pts] = 50 });
        book.TryReserve(Pts(10), null);

        book.Trim(_ => true);

        Assert.Equal(50, book.WantedOf(UpdateSpan.Pts));
    }

    [Fact]
    public void Forget_EndsWhatIsKnownOfAChannel()
    {
        var book = new ReservationBook(new Dictionary<UpdateBox, int> { [UpdateSpan.Channel(7)] = 20, [UpdateSpan.Messages(7)] = 30 });

        book.Forget(7);

        Assert.Equal([(UpdateSpan.Channel(7), 0), (UpdateSpan.Messages(7), 0)], book.TakeChanged().Select(mark => (mark.Key, mark.Value)).OrderBy(mark => mark.Key.Kind));
        Assert.False(book.MayBeRepeat(new UpdateSpan(UpdateSpan.Channel(7), 1, 2), null));
    }

    [Fact]
    public void MessageOfADifference_IsKnownByItsId_WhateverTheSpanItCameIn()
    {
        var before = new ReservationBook(s_none);
        Assert.False(before.TryReserve(new UpdateSpan(UpdateSpan.Pts, 10, 300), Message(501)));
        Store(before);
        Assert.True(before.TryReserve(new UpdateSpan(UpdateSpan.Pts, 10, 300), Message(501 + ReservationBook.Ahead)));
        Assert.False(before.TryReserve(new UpdateSpan(UpdateSpan.Pts, 10, 300), Message(502 + ReservationBook.Ahead)));

        var book = new ReservationBook(new Dictionary<UpdateBox, int> { [UpdateSpan.Messages(0)] = 501 + ReservationBook.Ahead });

        Assert.True(book.MayBeRepeat(new UpdateSpan(UpdateSpan.Pts, 10, 400), Message(501 + ReservationBook.Ahead)));
        Assert.True(book.MayBeRepeat(Pts(299), Message(501)));
        Assert.False(book.MayBeRepeat(new UpdateSpan(UpdateSpan.Pts, 10, 400), Message(502 + ReservationBook.Ahead)));
        book.CaughtUp(null);
        Assert.False(book.MayBeRepeat(Pts(301), Message(501)));
    }

    [Fact]
    public void Message_OfASessionThatHoldsNoIds_IsSuspectedByItsNumber()
    {
        var book = new ReservationBook(new Dictionary<UpdateBox, int> { [UpdateSpan.Pts] = 50 });

        Assert.True(book.MayBeRepeat(Pts(50), Message(501)));
        Assert.False(book.MayBeRepeat(Pts(51), Message(502)));
    }

    [Fact]
    public void Prepare_WantsEnoughForTheFirstOfMany_InAllSequencesAtOnce()
    {
        var book = new ReservationBook(s_none);

        foreach (var id in Enumerable.Range(501, 200))
            Assert.False(book.Prepare(new UpdateSpan(UpdateSpan.Pts, 10, 300), Message(id)));
        Assert.False(book.Prepare(new UpdateSpan(UpdateSpan.Channel(7), 9, 10), null));

        Assert.Equal(
            [(UpdateSpan.Channel(7), 10 + ReservationBook.Ahead), (UpdateSpan.Messages(0), 501 + ReservationBook.Ahead)],
            book.TakeChanged().Select(mark => (mark.Key, mark.Value)).OrderBy(mark => mark.Key.Kind));
    }

    [Fact]
    public void Reserve_NearTheMark_WantsMore_SoThatAWriteThatIsMadeAnywayTakesItAlong()
    {
        var book = new ReservationBook(s_none);
        book.TryReserve(Pts(10), null);
        Store(book);

        Assert.True(book.TryReserve(Pts(10 + (ReservationBook.Ahead / 2)), null));
        Assert.Empty(book.TakeChanged());
        Assert.True(book.TryReserve(Pts(11 + (ReservationBook.Ahead / 2)), null));

        Assert.Equal(11 + (ReservationBook.Ahead / 2) + ReservationBook.Ahead, Assert.Single(book.TakeChanged()).Value);
    }

    private static void Store(ReservationBook book) => book.Stored(book.TakeChanged().Select(mark => new UpdateMark(mark.Key, 0, mark.Value)));

    private static MessagePlace Message(int id) => new(s_ada, id);

    private static UpdateSpan Pts(int pts) => new(UpdateSpan.Pts, pts - 1, pts);
}

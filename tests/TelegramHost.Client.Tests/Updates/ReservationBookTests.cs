using TelegramHost.Client.Updates;

namespace TelegramHost.Client.Tests.Updates;

public sealed class ReservationBookTests
{
    [Fact]
    public void Reserve_BeyondTheStoredMark_WantsAWriteOnceForManyUpdates()
    {
        var book = new ReservationBook(ReservedNumbers.None);

        Assert.False(book.TryReserve(Pts(10)));
        book.Stored(book.Wanted);

        Assert.All(Enumerable.Range(11, ReservationBook.Ahead), pts => Assert.True(book.TryReserve(Pts(pts))));
        Assert.False(book.TryReserve(Pts(11 + ReservationBook.Ahead)));
    }

    [Fact]
    public void Reserve_BeforeTheWriteIsDone_IsNotEnough()
    {
        var book = new ReservationBook(ReservedNumbers.None);

        book.TryReserve(Pts(10));

        Assert.False(book.TryReserve(Pts(11)));
    }

    [Fact]
    public void AfterACrash_EverythingBelowTheMarkIsSuspected_InItsBoxOnly()
    {
        var before = new ReservationBook(ReservedNumbers.None);
        before.TryReserve(Pts(10));
        before.TryReserve(new UpdateSpan(UpdateSpan.Channel(7), 99, 100));

        var book = new ReservationBook(before.Wanted);

        Assert.True(book.MayBeRepeat(Pts(10)));
        Assert.True(book.MayBeRepeat(Pts(10 + ReservationBook.Ahead)));
        Assert.False(book.MayBeRepeat(Pts(11 + ReservationBook.Ahead)));
        Assert.True(book.MayBeRepeat(new UpdateSpan(UpdateSpan.Channel(7), 99, 100)));
        Assert.False(book.MayBeRepeat(new UpdateSpan(UpdateSpan.Channel(8), 99, 100)));
        Assert.False(book.MayBeRepeat(new UpdateSpan(UpdateSpan.Qts, 0, 1)));
        Assert.False(book.MayBeRepeat(null));
    }

    [Fact]
    public void UpdateThatTakesNoNumber_IsSuspectedLikeTheOneBeforeIt()
    {
        var before = new ReservationBook(ReservedNumbers.None);
        var edge = 9 + ReservationBook.Ahead;
        before.TryReserve(Pts(9));
        before.Stored(before.Wanted);
        Assert.False(before.TryReserve(new UpdateSpan(UpdateSpan.Pts, edge, edge)));

        var book = new ReservationBook(before.Wanted);

        Assert.True(book.MayBeRepeat(new UpdateSpan(UpdateSpan.Pts, edge, edge)));
    }

    [Fact]
    public void CaughtUp_EndsTheSuspicionOfThatBox()
    {
        var book = new ReservationBook(new ReservedNumbers(50, 5, new Dictionary<long, int> { [7] = 20 }));

        book.CaughtUp(null);

        Assert.False(book.MayBeRepeat(Pts(40)));
        Assert.False(book.MayBeRepeat(new UpdateSpan(UpdateSpan.Qts, 1, 2)));
        Assert.True(book.MayBeRepeat(new UpdateSpan(UpdateSpan.Channel(7), 1, 2)));
    }

    [Fact]
    public void Trim_KeepsOnlyWhatHasGoneOutAndIsNotHandled()
    {
        var book = new ReservationBook(ReservedNumbers.None);
        book.TryReserve(Pts(10));
        book.TryReserve(new UpdateSpan(UpdateSpan.Channel(7), 99, 100));

        book.Trim(box => box.ChannelId == 7);

        Assert.Equal((10, 0, 0), (book.Wanted.Pts, book.Wanted.Qts, book.Wanted.Channels.Count));
    }

    [Fact]
    public void Trim_BeforeEverythingIsCaughtUp_KeepsWhatWasSuspectedAndNotReached()
    {
        var book = new ReservationBook(new ReservedNumbers(50, 0, new Dictionary<long, int>()));
        book.TryReserve(Pts(10));

        book.Trim(_ => true);

        Assert.Equal(50, book.Wanted.Pts);
    }

    [Fact]
    public void Forget_EndsWhatIsKnownOfAChannel()
    {
        var book = new ReservationBook(new ReservedNumbers(0, 0, new Dictionary<long, int> { [7] = 20 }));

        book.Forget(7);

        Assert.Empty(book.Wanted.Channels);
        Assert.False(book.MayBeRepeat(new UpdateSpan(UpdateSpan.Channel(7), 1, 2)));
    }

    private static UpdateSpan Pts(int pts) => new(UpdateSpan.Pts, pts - 1, pts);
}

using TelegramHost.MtProto.Session;

namespace TelegramHost.MtProto.Tests.Session;

public sealed class SaltBookTests
{
    private static readonly DateTimeOffset _now = DateTimeOffset.FromUnixTimeSeconds(1_700_000_000);

    private static ServerSalt Salt(long salt, int since, int until) => new(salt, _now.AddMinutes(since), _now.AddMinutes(until));

    [Fact]
    public void Current_WithoutAnySalt_IsZeroAndLetsTheServerCorrectIt() => Assert.Equal(0, new SaltBook([]).Current(_now));

    [Fact]
    public void Current_SwitchesAtValidSince_AndKeepsTheLastOneWhenAllAreOver()
    {
        var book = new SaltBook([Salt(2, 30, 60), Salt(1, 0, 30)]);

        Assert.Equal(1, book.Current(_now));
        Assert.Equal(1, book.Current(_now.AddMinutes(29)));
        Assert.Equal(2, book.Current(_now.AddMinutes(30)));
        Assert.Equal(2, book.Current(_now.AddDays(1)));
        Assert.Equal([2L], book.Salts.Select(salt => salt.Salt));
    }

    [Fact]
    public void Use_ASaltThatWasToCome_KeepsThoseBehindIt()
    {
        var book = new SaltBook([Salt(1, 0, 30), Salt(2, 30, 60), Salt(3, 60, 90)]);

        Assert.True(book.Use(2, _now));
        Assert.False(book.Use(2, _now));

        Assert.Equal(2, book.Current(_now));
        Assert.Equal([2L, 3L], book.Salts.Select(salt => salt.Salt));
    }

    [Fact]
    public void Use_AnUnknownSalt_DropsWhatWasBelievedBefore()
    {
        var book = new SaltBook([Salt(1, 0, 30), Salt(2, 30, 60)]);

        Assert.True(book.Use(9, _now));

        Assert.Equal([9L], book.Salts.Select(salt => salt.Salt));
    }

    [Fact]
    public void AddFuture_TheSameAgain_IsNoNews()
    {
        var book = new SaltBook([Salt(1, 0, 30)]);
        ServerSalt[] salts = [Salt(2, 30, 60), Salt(3, 60, 90)];

        Assert.True(book.AddFuture(salts, _now, _now));
        Assert.False(book.AddFuture(salts, _now, _now));
        Assert.False(book.AddFuture([Salt(4, -60, -30), Salt(5, 10, 5)], _now, _now));
    }

    [Fact]
    public void Asking_IsRepeatedOnANewConnectionOnlyIfTheAnswerIsMissing()
    {
        var book = new SaltBook([]);
        book.NoteAsked(_now);
        book.NoteConnectionLost(_now.AddSeconds(1));
        Assert.True(book.AskNotBefore <= _now);

        book.AddFuture([Salt(1, 0, 30)], _now, _now);
        book.NoteConnectionLost(_now.AddSeconds(1));
        Assert.Equal(_now.AddMinutes(10), book.AskNotBefore);
    }
}

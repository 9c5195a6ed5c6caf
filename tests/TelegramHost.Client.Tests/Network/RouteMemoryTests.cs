using System.Net;
using TelegramHost.Client.Network;
using TelegramHost.MtProto;

namespace TelegramHost.Client.Tests.Network;

public sealed class RouteMemoryTests
{
    private const int Dc = 2;

    private readonly DcRoute[] _all = [Route(1), Route(2), Route(3), Route(4)];
    private readonly RouteMemory _memory = new();

    [Fact]
    public void Ways_OfWhichNothingIsKnown_KeepTheirOrder() => Assert.Equal("1 2 3 4", Order());

    [Fact]
    public void WayThatWorked_ComesFirst()
    {
        _memory.NoteWorked(Dc, media: false, Route(3));

        Assert.Equal("3 1 2 4", Order());
    }

    [Fact]
    public void WayThatWorkedAndThenFailed_ComesLast()
    {
        _memory.NoteWorked(Dc, media: false, Route(3));
        _memory.NoteFailed(Dc, media: false, Route(3));

        Assert.Equal("1 2 4 3", Order());
    }

    [Fact]
    public void WaysInDoubt_ComeBackInTheOrderOfTheirLastFailure()
    {
        _memory.NoteFailed(Dc, media: false, Route(1), Route(2));
        _memory.NoteFailed(Dc, media: false, Route(3));
        _memory.NoteFailed(Dc, media: false, Route(1));

        Assert.Equal("4 2 3 1", Order());
    }

    [Fact]
    public void OneThatWorks_EndsAllDoubts()
    {
        _memory.NoteFailed(Dc, media: false, Route(1), Route(2));
        _memory.NoteFailed(Dc, media: false, Route(3));

        _memory.NoteWorked(Dc, media: false, Route(2));

        Assert.Equal("2 1 3 4", Order());
    }

    [Fact]
    public void Failures_AreCountedUntilAWayHasWorked_NotWhenOneIsThere()
    {
        _memory.NoteFailed(Dc, media: false, Route(1), Route(2));
        _memory.NoteFailed(Dc, media: true, Route(3));
        Assert.Equal((2, 0), (_memory.FailuresOf(Dc), _memory.FailuresOf(Dc + 1)));

        _memory.NoteWorked(Dc, media: false, Route(1));

        Assert.Equal(0, _memory.FailuresOf(Dc));
    }

    [Fact]
    public void ConnectionsForFiles_AndOtherDataCentres_HaveWaysOfTheirOwn()
    {
        _memory.NoteWorked(Dc, media: true, Route(4));
        _memory.NoteFailed(Dc + 1, media: false, Route(1));

        Assert.Equal(("1 2 3 4", "4 1 2 3"), (Order(), Order(media: true)));
    }

    private static DcRoute Route(int number) =>
        new(new DnsEndPoint($"192.0.2.{number}", 443), TransportKind.Intermediate, Obfuscated: true, Dc, Secret: null);

    private string Order(bool media = false) =>
        string.Join(' ', _memory.Sort(Dc, media, _all).Select(route => route.Endpoint.Host[8..]));
}

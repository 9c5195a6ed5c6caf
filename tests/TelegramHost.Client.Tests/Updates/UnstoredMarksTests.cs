using TelegramHost.Client.Peers;
using TelegramHost.Client.Sessions;
using TelegramHost.Client.Updates;

namespace TelegramHost.Client.Tests.Updates;

public sealed class UnstoredMarksTests
{
    private static readonly CommonState s_start = new(10, 0, 0, 0);

    private readonly ReservationBook _reservations = new(new Dictionary<UpdateBox, int>());

    [Fact]
    public void WriteThatFails_IsRepeatedWithWhatHasChangedMeanwhile()
    {
        var ledger = new DeliveryLedger(new UpdateState(s_start, new Dictionary<long, int> { [7] = 1 }));
        var marks = new UnstoredMarks(ledger, _reservations);
        Assert.False(Reserve(501));
        ledger.Enter(StateMark.OfChannel(7, 2))();
        var failed = marks.Take()!;
        marks.PutBack(failed);
        Assert.False(Reserve(501));
        ledger.Enter(StateMark.OfChannel(7, 3))();

        var again = marks.Take()!;
        marks.Stored(again);

        Assert.Equal(
            [new UpdateMark(UpdateSpan.Channel(7), 3, 3), new UpdateMark(UpdateSpan.Messages(0), 0, 501 + ReservationBook.Ahead)],
            again.Changed.OrderBy(mark => mark.Box.Kind));
        Assert.True(Reserve(501));
        Assert.Empty(marks.Take()!.Changed);
    }

    [Fact]
    public void WhileItIsNotKnownWhereUpdatesBegin_NothingIsTaken_AndNothingLost()
    {
        var ledger = new DeliveryLedger(UpdateState.Empty);
        var marks = new UnstoredMarks(ledger, _reservations);
        Reserve(501);
        Assert.Null(marks.Take());

        ledger.Begin(s_start);

        Assert.Equal(
            [UpdateBoxKind.Pts, UpdateBoxKind.Qts, UpdateBoxKind.Seq, UpdateBoxKind.Date, UpdateBoxKind.Message],
            marks.Take()!.Changed.Select(mark => mark.Box.Kind).Order());
    }

    [Fact]
    public void StoreThatHasLostEverything_GetsEverything()
    {
        var chat = PeerId.User(1);
        var ledger = new DeliveryLedger(new UpdateState(s_start, new Dictionary<long, int> { [7] = 1 })
        {
            Ahead = new Dictionary<PeerId, ChatMark> { [chat] = new(501, 20) },
        });
        var marks = new UnstoredMarks(ledger, _reservations);
        Reserve(502);
        marks.Stored(marks.Take()!);

        marks.PutBackAll();
        Assert.False(Reserve(502));
        var state = UpdateState.Of(marks.Take()!.Changed);

        Assert.Equal((s_start, 1, new ChatMark(501, 20)), (state.Common!.Value, state.Channels[7], state.Ahead[chat]));
        Assert.Equal(502 + ReservationBook.Ahead, state.Reserved[UpdateSpan.Messages(0)]);
    }

    private bool Reserve(int messageId) =>
        _reservations.TryReserve(new UpdateSpan(UpdateSpan.Pts, 10, 20), new MessagePlace(PeerId.User(1), messageId));
}

using TelegramHost.Client.Network;
using TelegramHost.Client.Peers;
using TelegramHost.Client.Updates;
using TelegramHost.Schema;
using TelegramHost.TestSupport;
using TelegramHost.Tl;

namespace TelegramHost.Client.Tests.Updates;

public sealed class UpdatePumpTests : UpdatePumpRig
{
    [Fact]
    public async Task PushedMessage_IsDeliveredTypedWithItsSender()
    {
        _pump.Post(Bytes(Push(11, MachineFixture.TextMessage(5, 42, "hello"))));

        var delivery = await NextAsync();

        var message = Assert.IsType<NewMessage>(delivery.Update).Message;
        Assert.Equal(("hello", "Ann", 5), (message.Text, message.Sender!.FirstName, message.Id));
        Assert.True(message.IsPrivate);
    }

    [Fact]
    public async Task StateToStore_FollowsTheCompletedDeliveriesOnly()
    {
        _pump.Post(Bytes(Push(11, MachineFixture.TextMessage(5, 42))));
        _pump.Post(Bytes(Push(12, MachineFixture.TextMessage(6, 42))));
        var first = await NextAsync();
        var second = await NextAsync();

        second.Complete();
        Assert.Equal(10, _gate.Ledger.Handled.Common!.Value.Pts);
        first.Complete();

        Assert.Equal(12, _gate.Ledger.Handled.Common!.Value.Pts);
    }

    [Fact]
    public async Task Gap_IsFetchedAfterHalfASecondAndDeliveredInOrder()
    {
        var asked = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        _answer = request =>
        {
            Assert.Equal(10, Assert.IsType<UpdatesGetDifferenceRequest>(request).Pts);
            asked.SetResult();
            return new UpdatesDifference
            {
                NewMessages = [MachineFixture.TextMessage(5, 42, "missed")],
                NewEncryptedMessages = [],
                OtherUpdates = [],
                Users = [MachineFixture.FullUser(42)],
                Chats = [],
                State = MachineFixture.TlState(11, 0, 1, 0),
            };
        };

        _pump.Post(Bytes(Push(12, MachineFixture.TextMessage(6, 42, "seen"))));
        await AdvanceUntilAsync(asked.Task);

        Assert.Equal("missed", Assert.IsType<NewMessage>((await NextAsync()).Update).Message.Text);
        Assert.Equal("seen", Assert.IsType<NewMessage>((await NextAsync()).Update).Message.Text);
    }

    [Fact]
    public async Task Difference_ThatNeverAnswers_IsAskedAgain()
    {
        var asked = 0;
        var second = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        _answer = _ =>
        {
            if (++asked == 1)
                return new TaskCompletionSource<object>().Task;
            second.TrySetResult();
            return new UpdatesDifferenceEmpty { Date = 2, Seq = 0 };
        };

        _pump.Post(UpdateNotice.NewSession);
        await AdvanceUntilAsync(second.Task);

        Assert.Equal(2, asked);
    }

    [Fact]
    public async Task UnreadableUpdate_CostsItselfOnly()
    {
        var container = Push(11, MachineFixture.TextMessage(5, 42));
        container.UpdatesValue = [.. container.UpdatesValue, new UpdateUserStatus { UserId = 42, Status = new UserStatusRecently() }];
        var data = Bytes(container);
        var at = data.AsSpan().IndexOf(BitConverter.GetBytes(UpdateUserStatus.Constructor));
        BitConverter.TryWriteBytes(data.AsSpan(at), 0xdeadbeef);

        _pump.Post(data);
        _pump.Post(Bytes(Push(12, MachineFixture.TextMessage(6, 42))));

        var unreadable = Assert.IsType<UnreadableUpdate>((await NextAsync()).Update);
        Assert.Equal(0xdeadbeef, unreadable.Constructor);
        Assert.Equal(data[at..(at + unreadable.Bytes.Length)], unreadable.Bytes.ToArray());
        Assert.Equal(5, Assert.IsType<NewMessage>((await NextAsync()).Update).Message.Id);
        Assert.Equal(6, Assert.IsType<NewMessage>((await NextAsync()).Update).Message.Id);
        Assert.Empty(_invoker.Calls);
    }

    [Fact]
    public async Task AnswerToASentMessage_JoinsTheSequenceAsTheAccountsOwnMessage()
    {
        _peers.Add([MachineFixture.FullUser(42)], null);
        var request = new MessagesSendMessageRequest
        {
            Peer = new InputPeerUser { UserId = 42, AccessHash = 420 }, Message = "mine", RandomId = 7,
        };

        _pump.PostResult(request, new UpdateShortSentMessage { Out = true, Id = 500, Pts = 11, PtsCount = 1, Date = 100 });
        _pump.Post(Bytes(Push(12, MachineFixture.TextMessage(501, 42, "theirs"))));

        Assert.IsType<UpdateMessageID>(Assert.IsType<RawUpdate>((await NextAsync()).Update).Raw);
        var own = Assert.IsType<NewMessage>((await NextAsync()).Update).Message;
        Assert.Equal(("mine", true, 500), (own.Text, own.IsOutgoing, own.Id));
        Assert.Equal("theirs", Assert.IsType<NewMessage>((await NextAsync()).Update).Message.Text);
    }

    [Fact]
    public async Task SlowConsumer_MakesThePumpDropAndFetchLater_NothingIsLost()
    {
        const int count = 200;
        var log = Enumerable.Range(1, count).Select(i => MachineFixture.TextMessage(i, 42, $"{i}")).ToList();
        _answer = request =>
        {
            var pts = Assert.IsType<UpdatesGetDifferenceRequest>(request).Pts;
            return new UpdatesDifference
            {
                NewMessages = [.. log.Skip(pts - 10)],
                NewEncryptedMessages = [],
                OtherUpdates = [],
                Users = [MachineFixture.FullUser(42)],
                Chats = [],
                State = MachineFixture.TlState(10 + count, 0, 1, 0),
            };
        };

        // Nobody reads yet: posting must return at once, whatever becomes of the updates.
        for (var i = 0; i < count; i++)
            _pump.Post(Bytes(Push(11 + i, log[i])));
        var received = new List<int>();
        while (received.Count < count)
        {
            var next = _deliveries.Reader.ReadAsync(_stopping.Token).AsTask();
            await AdvanceUntilAsync(next);
            var delivery = await next;
            received.Add(((NewMessage)delivery.Update).Message.Id);
            delivery.Complete();
        }

        Assert.Equal(Enumerable.Range(1, count), received);
    }

    [Fact]
    public async Task ServersFirstWord_ThatBringsMoreThanMayWait_DoesNotHoldUpTheStart()
    {
        const int count = 10;
        _answer = request => Assert.IsType<UpdatesGetDifferenceRequest>(request).Pts == 10
            ? new UpdatesDifference
            {
                NewMessages = [.. Enumerable.Range(1, count).Select(i => MachineFixture.TextMessage(i, 42, $"{i}"))],
                NewEncryptedMessages = [],
                OtherUpdates = [],
                Users = [MachineFixture.FullUser(42)],
                Chats = [],
                State = MachineFixture.TlState(10 + count, 0, 1, 0),
            }
            : new UpdatesDifferenceEmpty { Date = 1, Seq = 0 };
        _pump.Post(UpdateNotice.NewSession);
        await Until(() => _deliveries.Reader.Count == 4);

        // Nobody takes updates before the start is through.
        _pump.SignedIn(1);
        await _pump.Ready.WaitAsync(s_patience);

        Assert.NotNull(_pump.CatchUp);
        for (var i = 1; i <= count; i++)
        {
            var delivery = await NextAsync();
            Assert.Equal(i, ((NewMessage)delivery.Update).Message.Id);
            delivery.Complete();
        }

        await AdvanceUntilAsync(Until(() => _pump.CatchUp is null));
    }

    [Fact]
    public async Task Update_GoesOutOnlyOnceItsNumberIsReserved()
    {
        var writing = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var written = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        _gate.Store = _ =>
        {
            writing.TrySetResult();
            return new ValueTask(written.Task);
        };

        _pump.Post(Bytes(Push(11, MachineFixture.TextMessage(5, 42))));
        await writing.Task.WaitAsync(s_patience);
        Assert.False(_deliveries.Reader.TryPeek(out _));
        Assert.Equal(5 + ReservationBook.Ahead, _gate.Reservations.WantedOf(UpdateSpan.Messages(0)));
        written.SetResult();

        Assert.False((await NextAsync()).Update.MayBeRepeat);
    }

    [Fact]
    public async Task FirstUpdateOfAChannel_IsAskedForAgain_IfTheProgramEndsBeforeItIsHandled()
    {
        var marks = new StoredMarks(_gate);
        _gate.Store = _ =>
        {
            marks.Write();
            return ValueTask.CompletedTask;
        };

        _pump.Post(Bytes(MachineFixture.Container([MachineFixture.ChannelPts(7, 31)])));
        await NextAsync();

        Assert.Equal((30, 31 + ReservationBook.Ahead), (marks.State.Channels[7], marks.State.Reserved[UpdateSpan.Channel(7)]));
    }

    [Fact]
    public async Task PartsOfAnAlbum_ComeAsOne_WhenTheWindowIsOver()
    {
        for (var id = 1; id <= 3; id++)
        {
            var part = MachineFixture.TextMessage(id, 42);
            part.GroupedId = 5;
            _pump.Post(Bytes(Push(10 + id, part)));
        }

        var next = NextAsync();
        // The window begins with the first part; all of them are there before the clock moves.
        await Until(() => _gate.Ledger.Outstanding == 3);
        await AdvanceUntilAsync(next);
        var delivery = await next;

        Assert.Equal([1, 2, 3], Assert.IsType<Album>(delivery.Update).Messages.Select(message => message.Id));
        Assert.Equal(10, _gate.Ledger.Handled.Common!.Value.Pts);
        delivery.Complete();
        Assert.Equal(13, _gate.Ledger.Handled.Common!.Value.Pts);
    }

    [Fact]
    public async Task Backlog_ShowsHowFarItIs_UntilItIsFetched()
    {
        var rest = new TaskCompletionSource<object>(TaskCreationOptions.RunContinuationsAsynchronously);
        _answer = request => request switch
        {
            UpdatesGetStateRequest => MachineFixture.TlState(50, 0, 1, 0),
            UpdatesGetDifferenceRequest { Pts: 10 } => new UpdatesDifferenceSlice
            {
                NewMessages = [], NewEncryptedMessages = [], OtherUpdates = [], Users = [], Chats = [], IntermediateState = MachineFixture.TlState(20, 0, 1, 0),
            },
            _ => rest.Task,
        };

        _pump.SignedIn(1);
        await AdvanceUntilAsync(Until(() => _pump.CatchUp == new CatchUpProgress(20, 50, 0)));
        rest.SetResult(new Decoded<UpdatesDifferenceBase>(new UpdatesDifferenceEmpty { Date = 2, Seq = 0 }, []));

        await AdvanceUntilAsync(Until(() => _pump.CatchUp is null));
    }

    [Fact]
    public async Task UnreadableMessageOfADifference_CostsItselfOnly()
    {
        _answer = _ => new Decoded<UpdatesDifferenceBase>(
            new UpdatesDifference
            {
                NewMessages = [MachineFixture.TextMessage(6, 42, "readable")],
                NewEncryptedMessages = [],
                OtherUpdates = [],
                Users = [MachineFixture.FullUser(42)],
                Chats = [],
                State = MachineFixture.TlState(12, 0, 1, 0),
            },
            [new byte[] { 0xef, 0xbe, 0xad, 0xde, 1, 2, 3, 4 }]);

        _pump.Post(UpdateNotice.NewSession);
        var unreadable = await NextAsync();
        var readable = await NextAsync();

        Assert.Equal(0xdeadbeef, Assert.IsType<UnreadableUpdate>(unreadable.Update).Constructor);
        Assert.Equal("readable", Assert.IsType<NewMessage>(readable.Update).Message.Text);
        readable.Complete();
        Assert.Equal(10, _gate.Ledger.Handled.Common!.Value.Pts);
        unreadable.Complete();
        await AdvanceUntilAsync(Until(() => _gate.Ledger.Handled.Common!.Value.Pts == 12));
    }

    [Fact]
    public async Task LostUpdates_AreReported_AndTheStateMovesOnceThatIsHandled()
    {
        _answer = request => ((UpdatesGetDifferenceRequest)request).Pts == 10
            ? new UpdatesDifferenceTooLong { Pts = 100 }
            : new UpdatesDifferenceEmpty { Date = 2, Seq = 0 };

        _pump.Post(UpdateNotice.NewSession);
        var delivery = await NextAsync();

        var lost = Assert.IsType<UpdatesLost>(delivery.Update);
        Assert.Equal((null, 10, 100, UpdateLossCause.TooLong), (lost.Channel, lost.FromPts, lost.ToPts, lost.Cause));
        Assert.Equal(10, _gate.Ledger.Handled.Common!.Value.Pts);
        delivery.Complete();
        await AdvanceUntilAsync(Until(() => _gate.Ledger.Handled.Common!.Value.Pts == 100));
    }

    [Fact]
    public async Task ChannelThatIsForgottenAndFollowedAgain_IsKnownToTheNextStart()
    {
        _peers.Add(null, [new Schema.Channel { Id = 7, AccessHash = 70, Title = "c", Photo = new ChatPhotoEmpty(), Date = 1 }]);
        _answer = _ => RpcException.Create(400, RpcErrorNames.ChannelPrivate, "updates.getChannelDifference");
        _pump.Post(Bytes(MachineFixture.Container([MachineFixture.ChannelPts(7, 5)])));
        var slow = await NextAsync();
        _pump.Post(Bytes(MachineFixture.Container([new UpdateChannelTooLong { ChannelId = 7 }])));
        var lost = await NextAsync();

        _pump.Post(Bytes(MachineFixture.Container([MachineFixture.ChannelPts(7, 9)])));
        await NextAsync();
        slow.Complete();
        lost.Complete();

        Assert.IsType<UpdatesLost>(lost.Update);
        Assert.Equal(8, _gate.Ledger.Handled.Channels[7]);
    }

    [Fact]
    public async Task PushThatCannotBeReadAtAll_KeepsItsBytes_AndWhatItBroughtIsAskedFor()
    {
        var asked = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        _answer = _ =>
        {
            asked.TrySetResult();
            return new UpdatesDifferenceEmpty { Date = 2, Seq = 0 };
        };
        byte[] push = [0xef, 0xbe, 0xad, 0xde, 1, 2, 3, 4];

        _pump.Post(push);

        var unreadable = Assert.IsType<UnreadableUpdate>((await NextAsync()).Update);
        Assert.Equal(push, unreadable.Bytes.ToArray());
        await asked.Task.WaitAsync(s_patience);
    }
}

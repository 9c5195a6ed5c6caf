using System.Buffers.Binary;
using TelegramHost.Emulator.Server;
using TelegramHost.MtProto.Messages;
using TelegramHost.MtProto.Service;
using TelegramHost.Tl;

namespace TelegramHost.Emulator.Tests.Server;

/// <summary>The server's end of a session, message by message, with the clock in the test's hand.</summary>
public class ServerSessionTests
{
    private const long Salt = 0x1122334455667788;

    private readonly SessionBench _bench = new(Salt);

    [Fact]
    public void FirstMessage_OfASession_IsAnnouncedBeforeItsAnswer()
    {
        _bench.Send(new PingRequest { PingId = 7 }, seqNo: 1);

        var sent = _bench.TakeAll();

        Assert.Equal([NewSessionCreated.Constructor, Pong.Constructor], sent.Select(message => message.Constructor));
        Assert.Equal(1, sent[0].SeqNo & 1);
        Assert.All(sent, message => Assert.Equal(1, message.Id & 3));
        Assert.Equal(Salt, sent[0].Read<NewSessionCreated>(NewSessionCreated.Read).ServerSalt);
    }

    [Theory]
    [InlineData(-301, 0, 16)]
    [InlineData(31, 0, 17)]
    [InlineData(0, 2, 18)]
    public void Identifier_OutsideOfTheRules_IsRefusedWithItsCode(int secondsAway, int lowBits, int code)
    {
        var id = ServerMessageIds.At(_bench.Now.AddSeconds(secondsAway)) + lowBits;

        _bench.Send(new PingRequest { PingId = 1 }, seqNo: 1, id: id);

        Assert.Equal(code, Assert.Single(_bench.TakeAll()).Read(BadMsgNotification.Read).ErrorCode);
    }

    [Fact]
    public void Salt_ThatIsUnknown_IsCorrectedAndTheMessageIsNotCarriedOut()
    {
        _bench.Send(new PingRequest { PingId = 1 }, seqNo: 1, salt: 0);

        var correction = Assert.Single(_bench.TakeAll()).Read(BadServerSalt.Read);

        Assert.Equal(48, correction.ErrorCode);
        Assert.Equal(Salt, correction.NewServerSalt);
    }

    [Fact]
    public void Salt_WhenItsHalfHourIsOver_IsAcceptedForAnotherHalfHourAndThenNot()
    {
        _bench.Send(new PingRequest { PingId = 1 }, seqNo: 1);
        _bench.Advance(TimeSpan.FromMinutes(59));
        _bench.Send(new PingRequest { PingId = 2 }, seqNo: 3);
        Assert.DoesNotContain(_bench.TakeAll(), message => message.Constructor == BadServerSalt.Constructor);

        _bench.Advance(TimeSpan.FromMinutes(2));
        _bench.Send(new PingRequest { PingId = 3 }, seqNo: 5);

        Assert.Equal(BadServerSalt.Constructor, Assert.Single(_bench.TakeAll()).Constructor);
    }

    [Theory]
    [InlineData(-50, 1)]
    [InlineData(0, 1)]
    [InlineData(64, 64)]
    [InlineData(128, 64)]
    public void FutureSalts_AreBetweenOneAndSixtyFour(int asked, int given)
    {
        _bench.Send(new GetFutureSaltsRequest { Num = asked }, seqNo: 1);

        var salts = _bench.TakeAll()[^1].Read(FutureSalts.Read).Salts;

        Assert.Equal(given, salts.Length);
        Assert.Equal(Salt, salts[0].Salt);
        for (var i = 1; i < salts.Length; i++)
            Assert.Equal(salts[i - 1].ValidUntil, salts[i].ValidSince);
    }

    [Fact]
    public void SeqNo_LowerThanAnEarlierMessages_IsRefusedAsTooLow()
    {
        _bench.Send(new PingRequest { PingId = 1 }, seqNo: 5);
        _bench.TakeAll();

        _bench.Send(new PingRequest { PingId = 2 }, seqNo: 3);

        Assert.Equal(32, Assert.Single(_bench.TakeAll()).Read(BadMsgNotification.Read).ErrorCode);
    }

    [Fact]
    public void SeqNo_HigherThanALaterMessages_IsRefusedAsTooHigh()
    {
        var early = _bench.NextId();
        _bench.Send(new PingRequest { PingId = 1 }, seqNo: 5);
        _bench.TakeAll();

        _bench.Send(new PingRequest { PingId = 2 }, seqNo: 7, id: early);

        Assert.Equal(33, Assert.Single(_bench.TakeAll()).Read(BadMsgNotification.Read).ErrorCode);
    }

    [Fact]
    public void SeqNo_OddForAContainer_IsRefusedAsEvenExpected()
    {
        _bench.Container(seqNo: 3, (new PingRequest { PingId = 1 }, 1));

        Assert.Equal(34, Assert.Single(_bench.TakeAll()).Read(BadMsgNotification.Read).ErrorCode);
    }

    [Fact]
    public void SeqNo_OddForAnAck_IsToleratedAndReported()
    {
        _bench.Send(new MsgsAck { MsgIds = [] }, seqNo: 1);

        Assert.DoesNotContain(_bench.TakeAll(), message => message.Constructor == BadMsgNotification.Constructor);
        Assert.Contains(_bench.Events, sessionEvent => sessionEvent.Kind == ServerSessionEventKind.Offence);
    }

    [Fact]
    public void SeqNo_EvenForACall_IsRefusedAsOddExpected()
    {
        _bench.Send(new Schema.HelpGetConfigRequest(), seqNo: 2);

        Assert.Equal(35, Assert.Single(_bench.TakeAll()).Read(BadMsgNotification.Read).ErrorCode);
    }

    [Fact]
    public void Container_WithTheSameIdTwice_IsRefused()
    {
        var id = _bench.Container(seqNo: 2, (new PingRequest { PingId = 1 }, 1));
        _bench.TakeAll();

        _bench.SendContainer(id, seqNo: 2, (_bench.NextId(), 3, new PingRequest { PingId = 2 }));

        Assert.Equal(19, Assert.Single(_bench.TakeAll()).Read(BadMsgNotification.Read).ErrorCode);
    }

    [Fact]
    public void Container_WithAMessageYoungerThanItself_IsRefusedAsAWhole()
    {
        var inner = _bench.NextId();
        var container = inner - 4;

        _bench.SendContainer(container, seqNo: 2, (inner, 1, new PingRequest { PingId = 1 }));

        Assert.Equal(64, Assert.Single(_bench.TakeAll()).Read(BadMsgNotification.Read).ErrorCode);
    }

    [Fact]
    public void Message_OlderThanTheMemory_IsRefusedAsTooOld()
    {
        var first = _bench.NextId();
        for (var i = 0; i <= ReceivedMessages.Capacity; i++)
            _bench.Send(new PingRequest { PingId = i }, seqNo: (2 * i) + 1);
        _bench.TakeAll();

        // Inside a container the age of a message does not count, only what is remembered.
        _bench.SendContainer(_bench.NextId(), seqNo: 2 * (ReceivedMessages.Capacity + 1), (first, 1, new PingRequest { PingId = 1 }));

        Assert.Equal(20, Assert.Single(_bench.TakeAll()).Read(BadMsgNotification.Read).ErrorCode);
    }

    [Fact]
    public void Call_SentAgainWithTheSameId_IsCarriedOutOnceAndAnsweredAgain()
    {
        var id = _bench.NextId();
        _bench.Send(new Schema.HelpGetConfigRequest(), seqNo: 1, id: id);
        Assert.Single(_bench.Requests());
        _bench.Session.Answer(id, new byte[] { 1, 2, 3, 4 });
        var answer = _bench.TakeAll().Single(message => message.Constructor == RpcResult.Constructor);

        _bench.Send(new Schema.HelpGetConfigRequest(), seqNo: 1, id: id);

        Assert.Empty(_bench.Requests());
        Assert.Equal(answer.Id, Assert.Single(_bench.TakeAll()).Id);
    }

    [Fact]
    public void Call_ThatTakesItsTime_IsAcknowledgedAtOnce()
    {
        var id = _bench.NextId();
        _bench.Send(new Schema.HelpGetConfigRequest(), seqNo: 1, id: id);

        var ack = _bench.TakeAll().Single(message => message.Constructor == MsgsAck.Constructor);

        Assert.Equal([id], ack.Read(MsgsAck.Read).MsgIds);
    }

    [Fact]
    public void Reconnect_SendsAgainWhatWasNotAcknowledged_AndOnlyThat()
    {
        _bench.Send(new PingRequest { PingId = 1 }, seqNo: 1);
        _bench.Session.Push([1, 0, 0, 0]);
        _bench.Session.Push([2, 0, 0, 0]);
        var sent = _bench.TakeAll();
        var announcement = sent[0];
        var (first, second) = (sent[^2], sent[^1]);
        Assert.Equal(3, first.Id & 3);
        _bench.Send(new MsgsAck { MsgIds = [announcement.Id, first.Id] }, seqNo: 2);

        _bench.Session.HandleConnected(_bench.Now);

        var again = Assert.Single(_bench.TakeAll());
        Assert.Equal(second, again);
    }

    [Fact]
    public void AnAcknowledgementAfterAReconnect_TakesTheMessageOutOfTheQueue()
    {
        _bench.Send(new PingRequest { PingId = 1 }, seqNo: 1);
        _bench.Session.Push([1, 0, 0, 0]);
        _bench.Session.Push([2, 0, 0, 0]);
        var sent = _bench.TakeAll();
        _bench.Session.HandleConnected(_bench.Now);

        _bench.Send(new MsgsAck { MsgIds = [sent[0].Id, sent[^2].Id] }, seqNo: 2);

        Assert.Equal(sent[^1], Assert.Single(_bench.TakeAll()));
    }

    [Fact]
    public void WhatIsSentAgain_GoesInSmallPackets_BehindWhatTheClientDecidesBy()
    {
        _bench.Send(new PingRequest { PingId = 1 }, seqNo: 1);
        for (var i = 0; i < 40; i++)
            _bench.Session.Push(new byte[1000]);
        var sent = _bench.TakeAll();
        _bench.Session.HandleConnected(_bench.Now);
        _bench.Send(new MsgsStateReq { MsgIds = [4] }, seqNo: 3);

        using var packet = new TlBuffer();
        var sizes = new List<int>();
        for (; _bench.Session.TryTakePacket(_bench.Now, packet); packet.Clear())
            sizes.Add(packet.Length);

        Assert.True(sizes.Count >= 10, $"{sizes.Count} packets");
        Assert.All(sizes, size => Assert.InRange(size, 1, 5000));
        _bench.Session.HandleConnected(_bench.Now);
        _bench.Send(new MsgsStateReq { MsgIds = [4] }, seqNo: 5);
        var again = _bench.TakeAll();
        Assert.Equal([sent[0].Id], again.Take(1).Select(message => message.Id));
        Assert.Equal(MsgsStateInfo.Constructor, again[1].Constructor);
        Assert.Equal(sent.Where(message => message.Constructor == 0).Select(message => message.Id), again.Skip(2).Select(message => message.Id));
    }

    [Fact]
    public void ResendRequest_ForAKnownMessage_BringsItAgain()
    {
        _bench.Send(new PingRequest { PingId = 1 }, seqNo: 1);
        _bench.Session.Push([1, 0, 0, 0]);
        var pushed = _bench.TakeAll()[^1];

        _bench.Send(new MsgResendReq { MsgIds = [pushed.Id] }, seqNo: 3);

        Assert.Contains(pushed, _bench.TakeAll());
    }

    [Fact]
    public void StateRequest_TellsReceivedRunningAnsweredAndUnknown()
    {
        var missing = _bench.NextId();
        var running = _bench.NextId();
        _bench.Send(new Schema.HelpGetConfigRequest(), seqNo: 1, id: running);
        var answered = _bench.NextId();
        _bench.Send(new Schema.HelpGetConfigRequest(), seqNo: 3, id: answered);
        _bench.Session.Answer(answered, new byte[] { 1, 2, 3, 4 });
        _bench.TakeAll();

        _bench.Send(new MsgsStateReq { MsgIds = [missing, running, answered, long.MaxValue - 3] }, seqNo: 5);

        Assert.Equal([2, 4 | 8 | 32, 4 | 8 | 32 | 64, 3], _bench.TakeAll()[^1].Read(MsgsStateInfo.Read).Info);
    }

    [Fact]
    public void DropAnswer_OfARunningCall_CancelsItAndNoAnswerComes()
    {
        var id = _bench.NextId();
        _bench.Send(new Schema.HelpGetConfigRequest(), seqNo: 1, id: id);
        _bench.TakeAll();

        _bench.Send(new RpcDropAnswerRequest { ReqMsgId = id }, seqNo: 3);
        _bench.Session.Answer(id, new byte[] { 1, 2, 3, 4 });

        Assert.Contains(_bench.Events, sessionEvent => sessionEvent.Kind == ServerSessionEventKind.CancelRequest && sessionEvent.MessageId == id);
        var answer = Assert.Single(_bench.TakeAll());
        Assert.Equal(RpcAnswerDroppedRunning.Constructor, BinaryPrimitives.ReadUInt32LittleEndian(answer.Body.AsSpan(12)));
    }

    [Fact]
    public void DropAnswer_OfAnUnknownCall_SaysSo()
    {
        _bench.Send(new RpcDropAnswerRequest { ReqMsgId = 4 }, seqNo: 1);

        var answer = _bench.TakeAll()[^1];

        Assert.Equal(RpcAnswerUnknown.Constructor, BinaryPrimitives.ReadUInt32LittleEndian(answer.Body.AsSpan(12)));
    }

    [Fact]
    public void PingDelayDisconnect_AsksForTheConnectionsEnd()
    {
        _bench.Send(new PingDelayDisconnectRequest { PingId = 1, DisconnectDelay = 35 }, seqNo: 1);

        Assert.Equal(Pong.Constructor, _bench.TakeAll()[^1].Constructor);
        Assert.Contains(_bench.Events, sessionEvent => sessionEvent is { Kind: ServerSessionEventKind.DisconnectAfter, Number: 35 });
    }

    [Fact]
    public void Answer_ThatIsBig_IsPacked()
    {
        var id = _bench.NextId();
        _bench.Send(new Schema.HelpGetConfigRequest(), seqNo: 1, id: id);
        var body = new byte[4000];

        _bench.Session.Answer(id, body);

        var answer = _bench.TakeAll()[^1];
        Assert.True(GzipPacked.IsPacked(answer.Body.AsSpan(12)));
        Assert.Equal(body, GzipPacked.Inflate(answer.Body.AsSpan(12)));
    }

    [Fact]
    public void Acks_ThatNeverCome_AreReportedAfterAMinute()
    {
        _bench.Send(new PingRequest { PingId = 1 }, seqNo: 1);
        _bench.TakeAll();
        _bench.Events.Clear();
        _bench.Advance(TimeSpan.FromSeconds(61));

        _bench.Send(new PingRequest { PingId = 2 }, seqNo: 3);

        Assert.Contains(_bench.Events, sessionEvent => sessionEvent.Kind == ServerSessionEventKind.Offence);
    }
}

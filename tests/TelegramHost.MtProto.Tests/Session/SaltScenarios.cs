using TelegramHost.MtProto.Service;
using TelegramHost.MtProto.Session;

namespace TelegramHost.MtProto.Tests.Session;

/// <summary>Vector 22, <c>bad-salt-*</c>: salts that are refused, run out, or come in advance.</summary>
public sealed class SaltScenarios
{
    private const long NewSalt = 0x0badcafe;

    [Fact]
    public void BadSaltSingle_TheRequestGoesOutOnceMoreWithANewIdAndTheNewSalt_AndEndsOnce()
    {
        using var rig = new SessionRig();
        rig.Settle();
        var token = rig.Enqueue(1);
        var first = Assert.Single(rig.TakeRequests());

        rig.Push(new BadServerSalt { BadMsgId = first.MsgId, BadMsgSeqno = first.SeqNo, ErrorCode = 48, NewServerSalt = NewSalt });
        var second = Assert.Single(rig.TakeRequests());
        rig.PushResult(second.MsgId, [1, 2, 3, 4]);

        Assert.Equal(first.Body, second.Body);
        Assert.True(second.MsgId > first.MsgId);
        Assert.True(second.SeqNo > first.SeqNo);
        Assert.Equal(NewSalt, second.Salt);
        var outcomes = rig.TakeOutcomes();
        Assert.Equal([SessionEventKind.SaltsChanged, SessionEventKind.RpcResult], outcomes.Select(e => e.Kind));
        Assert.Equal(token, outcomes[1].Token);
        Assert.Equal(NewSalt, rig.Session.Salts[0].Salt);
    }

    [Fact]
    public void RequestThatNamesItsOwnMessage_IsMadeAnewForEachMessageThatCarriesIt()
    {
        using var rig = new SessionRig();
        rig.Settle();
        var token = rig.Session.EnqueueComposed(msgId => (byte[])[0x11, 0x11, 0x11, 0x11, .. BitConverter.GetBytes(msgId)]);

        var first = Assert.Single(rig.TakeRequests());
        rig.Push(new BadServerSalt { BadMsgId = first.MsgId, BadMsgSeqno = first.SeqNo, ErrorCode = 48, NewServerSalt = NewSalt });
        var second = Assert.Single(rig.TakeRequests());
        rig.PushResult(second.MsgId, [1, 2, 3, 4]);

        Assert.NotEqual(first.MsgId, second.MsgId);
        Assert.Equal((first.MsgId, second.MsgId), (BitConverter.ToInt64(first.Body, 4), BitConverter.ToInt64(second.Body, 4)));
        Assert.Equal(token, rig.TakeOutcomes()[^1].Token);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void BadSaltContainer_EveryRequestInsideGoesOutAgainWithNewIds_AndTheAcksAreNotLost(bool namesInnerMessage)
    {
        using var rig = new SessionRig();
        rig.Settle();
        var acknowledged = rig.Push([9, 9, 9, 9], isContentRelated: true);
        rig.Enqueue(1);
        rig.Enqueue(2, RequestKind.Once);
        var container = rig.TakeSent();
        Assert.Equal(3, container.Count);

        var badMsgId = namesInnerMessage ? container[^1].MsgId : container[0].PacketMsgId;
        rig.Push(new BadServerSalt { BadMsgId = badMsgId, BadMsgSeqno = 4, ErrorCode = 48, NewServerSalt = NewSalt });
        var again = rig.TakeSent();

        Assert.Equal(container.Select(m => Convert.ToHexString(m.Body)).Order(), again.Select(m => Convert.ToHexString(m.Body)).Order());
        Assert.All(again, message => Assert.True(message.MsgId > container[0].PacketMsgId));
        Assert.All(again, message => Assert.Equal(NewSalt, message.Salt));
        Assert.Equal([acknowledged], again.Single(m => m.Constructor == MsgsAck.Constructor).Read(MsgsAck.Read).MsgIds);
    }

    [Fact]
    public void BadSaltForAContainerThatHoldsNoRequest_ItsQuestionsAndPingsGoOutAgain()
    {
        using var rig = new SessionRig();
        rig.Settle();
        rig.Enqueue(1);
        rig.TakeSent();
        rig.Reconnect();
        var container = rig.TakeSent();
        Assert.Equal([MsgsStateReq.Constructor, PingDelayDisconnectRequest.Constructor], container.Select(m => m.Constructor).Order());

        rig.Push(new BadServerSalt { BadMsgId = container[0].PacketMsgId, BadMsgSeqno = 2, ErrorCode = 48, NewServerSalt = NewSalt });
        var again = rig.TakeSent();

        Assert.Equal(container.Select(m => Convert.ToHexString(m.Body)).Order(), again.Select(m => Convert.ToHexString(m.Body)).Order());
        Assert.All(again, message => Assert.Equal(NewSalt, message.Salt));
    }

    [Fact]
    public void BadSaltForAnUnknownMessage_IsIgnored()
    {
        using var rig = new SessionRig();
        rig.Settle();
        rig.Enqueue(1);
        rig.TakeSent();

        rig.Push(new BadServerSalt { BadMsgId = 4711 << 2, BadMsgSeqno = 1, ErrorCode = 48, NewServerSalt = NewSalt });

        Assert.Empty(rig.TakeRequests());
        Assert.Empty(rig.TakeOutcomes());
        Assert.Equal(SessionRig.FirstSalt, rig.Session.Salts[0].Salt);
    }

    [Fact]
    public void EndlessBadSalts_CloseTheConnection_AndFailTheRequestInTheEnd()
    {
        using var rig = new SessionRig();
        rig.Settle();
        var token = rig.Enqueue(1);

        for (var i = 0; i < 11; i++)
        {
            var sent = Assert.Single(rig.TakeRequests());
            rig.Push(new BadServerSalt { BadMsgId = sent.MsgId, BadMsgSeqno = sent.SeqNo, ErrorCode = 48, NewServerSalt = 1000 + i });
        }

        var outcomes = rig.TakeOutcomes();
        Assert.Single(outcomes, e => e.Kind == SessionEventKind.CloseConnection && e.Reason == CloseReason.SaltLoop);
        Assert.Single(outcomes, e => e.Kind == SessionEventKind.RequestFailed && e.Token == token);
    }

    [Fact]
    public void ManyPacketsUnderWayWhenTheSaltChanges_AreNoSaltLoop()
    {
        using var rig = new SessionRig();
        rig.Settle();
        var sent = new List<SentMessage>();
        for (var i = 0; i < 50; i++)
        {
            rig.Enqueue(i);
            sent.AddRange(rig.TakeRequests());
        }

        var again = new List<SentMessage>();
        foreach (var message in sent)
        {
            rig.Push(new BadServerSalt { BadMsgId = message.MsgId, BadMsgSeqno = message.SeqNo, ErrorCode = 48, NewServerSalt = NewSalt });
            again.AddRange(rig.TakeRequests());
        }

        Assert.Equal(50, again.Count);
        Assert.Equal(SessionEventKind.SaltsChanged, rig.TakeOutcome().Kind);
    }

    [Fact]
    public void BadSaltFuture_TheNextStoredSaltIsTakenFromItsFirstSecond()
    {
        using var rig = new SessionRig();
        rig.Settle();
        rig.Advance(TimeSpan.FromMinutes(28));
        rig.Enqueue(1);
        var before = Assert.Single(rig.TakeRequests());

        rig.Advance(TimeSpan.FromMinutes(1));
        rig.Enqueue(2);
        var after = Assert.Single(rig.TakeRequests());

        Assert.Equal(SessionRig.FirstSalt, before.Salt);
        Assert.Equal(SessionRig.FirstSalt + 1, after.Salt);
    }

    [Fact]
    public void FewSaltsLeft_MoreAreAskedForOnConnecting_AndTheAnswerIsKept()
    {
        using var rig = new SessionRig(new MtSessionOptions());
        var question = rig.TakeSent().Single(m => m.Constructor == GetFutureSaltsRequest.Constructor);
        Assert.Equal(32, question.Read(GetFutureSaltsRequest.Read).Num);
        Assert.Equal(0, question.SeqNo & 1);
        var start = (int)rig.Now.ToUnixTimeSeconds();

        rig.Push(new FutureSalts
        {
            ReqMsgId = question.MsgId,
            Now = start,
            Salts =
            [
                new FutureSalt { ValidSince = start + 1800, ValidUntil = start + 3600, Salt = 2 },
                new FutureSalt { ValidSince = start, ValidUntil = start + 1800, Salt = 1 },
                new FutureSalt { ValidSince = start + 3600, ValidUntil = unchecked((int)0xfffffff0), Salt = 3 },
            ],
        });

        Assert.Equal(SessionEventKind.SaltsChanged, rig.TakeOutcome().Kind);
        Assert.Equal([1, 2, 3], rig.Session.Salts.Select(salt => salt.Salt));
        Assert.Equal(0xfffffff0, rig.Session.Salts[2].ValidUntil.ToUnixTimeSeconds());
    }

    [Fact]
    public void SaltsRunningLow_AreAskedForBeforeTheLastOneBegins()
    {
        var now = DateTimeOffset.FromUnixTimeSeconds(1_700_000_000);
        var salts = SessionRig.PlentyOfSalts(now)[..3];
        using var rig = new SessionRig(new MtSessionOptions { Salts = salts }, now);
        rig.Settle();

        var asked = false;
        while (!asked)
        {
            rig.AdvanceToDeadline();
            var sent = rig.TakeSent();
            asked = sent.Any(m => m.Constructor == GetFutureSaltsRequest.Constructor);
            foreach (var ping in sent.Where(m => m.Constructor == PingDelayDisconnectRequest.Constructor))
                rig.Push(new Pong { MsgId = ping.MsgId, PingId = ping.Read(PingDelayDisconnectRequest.Read).PingId });
        }

        Assert.Equal(salts[1].ValidSince, rig.Now);
    }

    [Fact]
    public void FutureSaltsNobodyAskedFor_AreIgnored()
    {
        using var rig = new SessionRig();
        rig.Settle();

        rig.Push(new FutureSalts { ReqMsgId = 4, Now = 0, Salts = [new FutureSalt { ValidSince = 0, ValidUntil = int.MaxValue, Salt = 666 }] });

        Assert.Empty(rig.TakeOutcomes());
        Assert.DoesNotContain(rig.Session.Salts, salt => salt.Salt == 666);
    }
}

using TelegramHost.MtProto.Service;
using TelegramHost.MtProto.Session;

namespace TelegramHost.MtProto.Tests.Session;

/// <summary>Vector 22, <c>reconnect-state-req</c>, <c>state-info-*</c>, <c>new-session-*</c>: what was in flight when something was lost.</summary>
public sealed class ReconnectScenarios
{
    [Fact]
    public void ReconnectStateReq_OnlyTheRequestNobodyAcknowledgedIsAskedAfter()
    {
        using var rig = new SessionRig();
        rig.Settle();
        rig.Enqueue(1);
        var unknown = rig.TakeRequests().Single();
        var acknowledgedToken = rig.Enqueue(2);
        var acknowledged = rig.TakeRequests().Single();
        rig.Push(new MsgsAck { MsgIds = [acknowledged.MsgId] });

        rig.Reconnect();
        var sent = rig.TakeSent();

        Assert.Equal([unknown.MsgId], StateRequest(sent).Read(MsgsStateReq.Read).MsgIds);
        Assert.DoesNotContain(sent, m => m.Constructor == 0x11111111);
        Assert.Equal(unknown.SessionId, sent[0].SessionId);
        rig.PushResult(acknowledged.MsgId, [1, 2, 3, 4]);
        Assert.Equal(acknowledgedToken, rig.TakeOutcome().Token);
    }

    [Fact]
    public void AllInfoUnasked_GoodNewsIsBelieved_AndBadNewsLeavesTheRequestToBeAskedAfter()
    {
        using var rig = new SessionRig();
        rig.Settle();
        rig.Enqueue(1);
        rig.Enqueue(2);
        var sent = rig.TakeRequests();

        rig.Push(new MsgsAllInfo { MsgIds = [sent[0].MsgId, sent[1].MsgId], Info = [4, 2] });
        Assert.Empty(rig.TakeRequests());
        rig.Reconnect();

        Assert.Equal([sent[1].MsgId], StateRequest(rig.TakeSent()).Read(MsgsStateReq.Read).MsgIds);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public void StateInfoNotReceived_TheRequestGoesOutAgain(byte state)
    {
        using var rig = new SessionRig();
        var (first, question) = LoseOne(rig, RequestKind.Repeatable);

        rig.Push(new MsgsStateInfo { ReqMsgId = question.MsgId, Info = [state] });
        var second = rig.TakeRequests().Single();

        Assert.Equal(first.Body, second.Body);
        Assert.True(second.MsgId > first.MsgId);
        Assert.Empty(rig.TakeOutcomes());
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public void StateInfoNotReceived_ARequestThatMustNotBeDoubledGoesOutAgainWhenTheServerHasSaidSoTwice(byte state)
    {
        using var rig = new SessionRig();
        var (first, question) = LoseOne(rig, RequestKind.Once);

        rig.Push(new MsgsStateInfo { ReqMsgId = question.MsgId, Info = [state] });
        Assert.Empty(rig.TakeSent());
        rig.AdvanceToDeadline();
        question = Assert.Single(rig.TakeSent());
        Assert.Equal([first.MsgId], question.Read(MsgsStateReq.Read).MsgIds);
        rig.Push(new MsgsStateInfo { ReqMsgId = question.MsgId, Info = [state] });
        var second = rig.TakeRequests().Single();

        Assert.Equal(first.Body, second.Body);
        Assert.True(second.MsgId > first.MsgId);
        Assert.Empty(rig.TakeOutcomes());
    }

    [Fact]
    public void StateInfoNotReceived_OfARequestThatWasLate_IsNotBelievedWhenItHasArrivedMeanwhile()
    {
        using var rig = new SessionRig();
        var (first, question) = LoseOne(rig, RequestKind.Once);

        rig.Push(new MsgsStateInfo { ReqMsgId = question.MsgId, Info = [2] });
        // Asked by another connection, and too early to count.
        rig.Reconnect();
        question = StateRequest(rig.TakeSent());
        rig.Push(new MsgsStateInfo { ReqMsgId = question.MsgId, Info = [2] });
        Assert.Empty(rig.TakeRequests());
        rig.AdvanceToDeadline();
        question = Assert.Single(rig.TakeSent());
        rig.Push(new MsgsStateInfo { ReqMsgId = question.MsgId, Info = [4] });

        Assert.Empty(rig.TakeRequests());
        rig.PushResult(first.MsgId, [1, 2, 3, 4]);
        Assert.Equal(SessionEventKind.RpcResult, rig.TakeOutcome().Kind);
    }

    [Theory]
    [InlineData(4)]
    [InlineData(12)]
    [InlineData(20)]
    [InlineData(36)]
    [InlineData(132)]
    public void StateInfoReceived_TheRequestWaitsForItsAnswer_AlsoOverTheNextReconnect(byte state)
    {
        using var rig = new SessionRig();
        var (first, question) = LoseOne(rig, RequestKind.Repeatable);

        rig.Push(new MsgsStateInfo { ReqMsgId = question.MsgId, Info = [state] });
        rig.Advance(3);
        rig.Reconnect();
        var sent = rig.TakeSent();

        Assert.DoesNotContain(sent, m => m.Constructor is 0x11111111 or MsgsStateReq.Constructor);
        rig.PushResult(first.MsgId, [1, 2, 3, 4]);
        Assert.Equal(SessionEventKind.RpcResult, rig.TakeOutcome().Kind);
    }

    [Fact]
    public void StateInfo68_TheAnswerIsExpected_AndAskedForWhenItDoesNotCome()
    {
        using var rig = new SessionRig();
        var (first, question) = LoseOne(rig, RequestKind.Once);
        rig.Settle();

        rig.Push(new MsgsStateInfo { ReqMsgId = question.MsgId, Info = [68] });
        Assert.Empty(rig.TakeSent());
        rig.AdvanceToDeadline();
        var sent = rig.TakeSent();

        var request = Assert.Single(sent);
        Assert.Equal([first.MsgId], request.Read(MsgResendAnsReq.Read).MsgIds);
        rig.PushResult(first.MsgId, [1, 2, 3, 4]);
        Assert.Equal(SessionEventKind.RpcResult, rig.TakeOutcome().Kind);
    }

    [Fact]
    public void StateInfoOfTheWrongLength_ClosesTheConnection()
    {
        using var rig = new SessionRig();
        var (_, question) = LoseOne(rig, RequestKind.Repeatable);

        rig.Push(new MsgsStateInfo { ReqMsgId = question.MsgId, Info = [2, 2] });

        Assert.Equal(CloseReason.ProtocolViolation, rig.TakeOutcome().Reason);
        Assert.Empty(rig.TakeSent());
    }

    [Fact]
    public void StateInfoThatNobodyAskedFor_IsIgnored()
    {
        using var rig = new SessionRig();
        var (_, _) = LoseOne(rig, RequestKind.Repeatable);

        rig.Push(new MsgsStateInfo { ReqMsgId = 8, Info = [2] });

        Assert.Empty(rig.TakeRequests());
        Assert.Empty(rig.TakeOutcomes());
    }

    [Fact]
    public void ResendNotIdempotent_WhenTheServerForgotTheSession_TheCallerLearnsThatTheOutcomeIsUnknown()
    {
        using var rig = new SessionRig();
        rig.Settle();
        var once = rig.Enqueue(1, RequestKind.Once);
        var repeatable = rig.Enqueue(2);
        var lost = rig.TakeRequests();
        rig.Reconnect();
        var question = StateRequest(rig.TakeSent());

        rig.Push(new NewSessionCreated { FirstMsgId = question.MsgId, UniqueId = 77, ServerSalt = SessionRig.FirstSalt }, isContentRelated: true);
        rig.Push(new MsgsStateInfo { ReqMsgId = question.MsgId, Info = [.. question.Read(MsgsStateReq.Read).MsgIds.Select(_ => (byte)1)] });
        var again = rig.TakeSent();

        Assert.Equal(lost.Single(m => m.Body[4] == 2).Body, again.Single(m => m.Constructor == 0x11111111).Body);
        Assert.Contains(again, m => m.Constructor == MsgsAck.Constructor);
        var outcomes = rig.TakeOutcomes();
        Assert.Equal([SessionEventKind.NewSession, SessionEventKind.RequestUncertain], outcomes.Select(e => e.Kind));
        Assert.Equal((question.MsgId, 77), (outcomes[0].FirstMsgId, outcomes[0].UniqueId));
        Assert.Equal(once, outcomes[1].Token);
        Assert.NotEqual(once, repeatable);
    }

    [Fact]
    public void NewSessionCreated_ItsSaltIsTaken()
    {
        using var rig = new SessionRig();
        rig.Settle();
        rig.Enqueue(1);
        var first = rig.TakeRequests().Single();

        rig.Push(new NewSessionCreated { FirstMsgId = first.MsgId, UniqueId = 1, ServerSalt = 4242 }, isContentRelated: true);
        rig.Enqueue(2);

        Assert.Equal(4242, rig.TakeRequests().Single().Salt);
        Assert.Equal([SessionEventKind.SaltsChanged, SessionEventKind.NewSession], rig.TakeOutcomes().Select(e => e.Kind));
    }

    [Fact]
    public void NewSessionInContainer_TheNeighboursOfTheFirstMessageAreNotLost()
    {
        using var rig = new SessionRig();
        rig.Settle();
        rig.Enqueue(1);
        rig.Enqueue(2);
        var container = rig.TakeRequests();
        Assert.True(container[0].MsgId < container[1].MsgId && container[0].PacketMsgId == container[1].PacketMsgId);

        rig.Push(new NewSessionCreated { FirstMsgId = container[1].MsgId, UniqueId = 1, ServerSalt = SessionRig.FirstSalt }, isContentRelated: true);

        Assert.Empty(rig.TakeRequests());
        Assert.Equal(SessionEventKind.NewSession, rig.TakeOutcome().Kind);
    }

    [Fact]
    public void ARequestWithoutAnyWord_IsAskedAfterWhileTheConnectionLives()
    {
        using var rig = new SessionRig(new MtSessionOptions
        {
            Salts = SessionRig.PlentyOfSalts(DateTimeOffset.FromUnixTimeSeconds(1_700_000_000)),
            StateCheckDelay = TimeSpan.FromSeconds(20),
        });
        rig.Settle();
        rig.Enqueue(1);
        var request = rig.TakeRequests().Single();

        rig.AdvanceToDeadline();
        var question = Assert.Single(rig.TakeSent());

        Assert.Equal([request.MsgId], question.Read(MsgsStateReq.Read).MsgIds);
    }

    [Fact]
    public void ThousandsOfRequestsInFlight_AreAskedAfterInQuestionsThatAreNotTooLong()
    {
        using var rig = new SessionRig();
        rig.Settle();
        for (var i = 0; i < 5000; i++)
            rig.Enqueue(i);
        rig.TakePackets();

        rig.Reconnect();
        var packets = rig.TakePackets();

        var questions = packets.SelectMany(p => p).Where(m => m.Constructor == MsgsStateReq.Constructor).ToList();
        Assert.Equal(5000, questions.SelectMany(m => m.Read(MsgsStateReq.Read).MsgIds).Distinct().Count());
        Assert.All(packets, packet => Assert.InRange(packet.Sum(m => m.Body.Length + 16) + 24, 1, 1 << 15));
    }

    [Fact]
    public void AConnectionAfterAWishToClose_BeginsAnewEvenIfNobodyToldOfTheLoss()
    {
        using var rig = new SessionRig();
        rig.Settle();
        rig.Enqueue(1);
        rig.TakeRequests();
        rig.Session.HandlePacket(new byte[100], rig.Now);

        rig.Session.HandleConnected(rig.Now);
        var sent = rig.TakeSent();

        Assert.Single(sent, m => m.Constructor == PingDelayDisconnectRequest.Constructor);
        Assert.Single(sent, m => m.Constructor == MsgsStateReq.Constructor);
    }

    [Fact]
    public void NewSessionCreatedTwiceForOneSession_IsToldOnce()
    {
        using var rig = new SessionRig();
        rig.Settle();
        var notice = new NewSessionCreated { FirstMsgId = 8, UniqueId = 0, ServerSalt = SessionRig.FirstSalt };

        rig.Push(notice, isContentRelated: true);
        rig.Push(notice, isContentRelated: true);

        Assert.Equal(SessionEventKind.NewSession, rig.TakeOutcome().Kind);
    }

    [Fact]
    public void RequestsThatWereNotSentYet_WaitForTheConnection()
    {
        using var rig = new SessionRig(connect: false);
        rig.Enqueue(1, RequestKind.Once);
        Assert.Empty(rig.TakePackets());
        Assert.Null(rig.Session.NextDeadline);

        rig.Session.HandleConnected(rig.Now);

        Assert.Single(rig.TakeRequests());
    }

    private static (SentMessage First, SentMessage Question) LoseOne(SessionRig rig, RequestKind kind)
    {
        rig.Settle();
        rig.Enqueue(1, kind);
        var first = rig.TakeRequests().Single();
        rig.Reconnect();
        var sent = rig.TakeSent();
        foreach (var ping in sent.Where(m => m.Constructor == PingDelayDisconnectRequest.Constructor))
            rig.Push(new Pong { MsgId = ping.MsgId, PingId = ping.Read(PingDelayDisconnectRequest.Read).PingId });
        return (first, StateRequest(sent));
    }

    private static SentMessage StateRequest(List<SentMessage> sent) => sent.Single(m => m.Constructor == MsgsStateReq.Constructor);
}

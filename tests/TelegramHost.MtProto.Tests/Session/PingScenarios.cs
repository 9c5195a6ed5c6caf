using TelegramHost.MtProto.Service;
using TelegramHost.MtProto.Session;

namespace TelegramHost.MtProto.Tests.Session;

/// <summary>Vector 22, <c>ping-timeout</c>, and the rest of keeping a connection alive.</summary>
public sealed class PingScenarios
{
    [Fact]
    public void ANewConnection_IsPingedAtOnceAndThenEverySixtySeconds()
    {
        using var rig = new SessionRig();
        var first = rig.TakeSent().Single().Read(PingDelayDisconnectRequest.Read);
        Answer(rig, first.PingId);

        Assert.Equal(rig.Now.AddSeconds(60), rig.Session.NextDeadline);
        rig.AdvanceToDeadline();
        var second = rig.TakeSent().Single().Read(PingDelayDisconnectRequest.Read);

        Assert.Equal((75, 75), (first.DisconnectDelay, second.DisconnectDelay));
        Assert.NotEqual(first.PingId, second.PingId);
    }

    [Fact]
    public void PingTimeout_ASilentConnectionIsClosed_TheSessionIsKept_AndRequestsAreAskedAfter()
    {
        // Nothing else is due before the pong.
        using var rig = new SessionRig(new MtSessionOptions
        {
            Salts = SessionRig.PlentyOfSalts(DateTimeOffset.FromUnixTimeSeconds(1_700_000_000)),
            StateCheckDelay = TimeSpan.FromSeconds(60),
        });
        var session = rig.Session.SessionId;
        rig.Enqueue(1);
        rig.TakeSent();

        Assert.Equal(rig.Now.AddSeconds(30), rig.Session.NextDeadline);
        rig.AdvanceToDeadline();

        Assert.Equal(CloseReason.PongMissing, rig.TakeOutcome().Reason);
        Assert.Null(rig.Session.NextDeadline);
        rig.Reconnect();
        var sent = rig.TakeSent();
        Assert.Contains(sent, m => m.Constructor == MsgsStateReq.Constructor);
        Assert.All(sent, m => Assert.Equal(session, m.SessionId));
    }

    [Fact]
    public void AProbe_IsSentAtOnce_AndItsSilenceClosesSooner()
    {
        using var rig = new SessionRig();
        Answer(rig, rig.TakeSent().Single().Read(PingDelayDisconnectRequest.Read).PingId);
        rig.Advance(10);

        rig.Session.Probe(rig.Now, TimeSpan.FromSeconds(4));

        rig.TakeSent().Single().Read(PingDelayDisconnectRequest.Read);
        Assert.Equal(rig.Now.AddSeconds(4), rig.Session.NextDeadline);
        rig.AdvanceToDeadline();
        Assert.Equal(CloseReason.PongMissing, rig.TakeOutcome().Reason);
    }

    [Fact]
    public void AProbe_ThatIsAnswered_LeavesTheConnectionAsItWas()
    {
        using var rig = new SessionRig();
        Answer(rig, rig.TakeSent().Single().Read(PingDelayDisconnectRequest.Read).PingId);
        var next = rig.Session.NextDeadline;

        rig.Session.Probe(rig.Now, TimeSpan.FromSeconds(4));
        Answer(rig, rig.TakeSent().Single().Read(PingDelayDisconnectRequest.Read).PingId);

        Assert.Equal(next, rig.Session.NextDeadline);
    }

    [Theory]
    [InlineData(20)]
    [InlineData(250)]
    [InlineData(90_000)]
    public void AfterAProbe_AServerFromTheFuture_SetsTheTimeAndLosesNothing(int seconds)
    {
        using var rig = new SessionRig();
        Answer(rig, rig.TakeSent().Single().Read(PingDelayDisconnectRequest.Read).PingId);
        rig.ServerAhead = TimeSpan.FromSeconds(seconds);

        rig.Session.Probe(rig.Now, TimeSpan.FromSeconds(4));
        rig.Push([9, 9, 9, 9]);

        var outcomes = rig.TakeOutcomes();
        Assert.Contains(outcomes, outcome => outcome.Kind == SessionEventKind.Update);
        Assert.Contains(outcomes, outcome => outcome.Kind == SessionEventKind.TimeCorrected);
        Assert.InRange(rig.Session.ServerTimeOffset.TotalSeconds, seconds - 1, seconds + 1);
    }

    [Fact]
    public void OnceAProbeIsAnswered_AServerFromTheFutureIsRefusedAgain()
    {
        using var rig = new SessionRig();
        Answer(rig, rig.TakeSent().Single().Read(PingDelayDisconnectRequest.Read).PingId);
        rig.Session.Probe(rig.Now, TimeSpan.FromSeconds(4));
        Answer(rig, rig.TakeSent().Single().Read(PingDelayDisconnectRequest.Read).PingId);

        rig.ServerAhead = TimeSpan.FromMinutes(10);
        rig.Push([9, 9, 9, 9]);

        Assert.Equal(CloseReason.RefusedPacket, rig.TakeOutcome().Reason);
    }

    [Fact]
    public void AMissingPongBehindOtherPackets_IsWaitedForLonger_ButNotForEver()
    {
        using var rig = new SessionRig();
        rig.TakeSent();
        var start = rig.Now;

        var outcomes = new List<SessionEvent>();
        while (rig.Session.NextDeadline is not null)
        {
            rig.Advance(5);
            if (rig.Session.NextDeadline <= rig.Now)
                rig.Session.HandleTimeout(rig.Now);
            rig.Push([9, 9, 9, 9]);
            outcomes.AddRange(rig.TakeOutcomes().Where(e => e.Kind != SessionEventKind.Update));
        }

        Assert.Equal(CloseReason.PongMissing, Assert.Single(outcomes).Reason);
        Assert.Equal(start.AddSeconds(75), rig.Now);
    }

    [Fact]
    public void SeveralPingsInFlight_APongEndsItsOwn()
    {
        var now = DateTimeOffset.FromUnixTimeSeconds(1_700_000_000);
        using var rig = new SessionRig(new MtSessionOptions
        {
            Salts = SessionRig.PlentyOfSalts(now),
            PingInterval = TimeSpan.FromSeconds(10),
        }, now);
        var first = rig.TakeSent().Single().Read(PingDelayDisconnectRequest.Read);
        rig.AdvanceToDeadline();
        var second = rig.TakeSent().Single().Read(PingDelayDisconnectRequest.Read);
        rig.AdvanceToDeadline();
        rig.TakeSent();

        Answer(rig, first.PingId);
        Answer(rig, second.PingId);
        Answer(rig, 4711);

        Assert.Equal(SessionEventKind.Notice, Assert.Single(rig.TakeEvents()).Kind);
    }

    [Fact]
    public void ServerPing_IsAnswered()
    {
        using var rig = new SessionRig();
        rig.Settle();

        var id = rig.Push(new PingRequest { PingId = 5 });

        var pong = rig.TakeSent().Single().Read(Pong.Read);
        Assert.Equal((id, 5L), (pong.MsgId, pong.PingId));
    }

    [Fact]
    public void ServerStateRequest_IsAnsweredByWhatWasReceived()
    {
        using var rig = new SessionRig();
        rig.Settle();
        var known = rig.Push([9, 9, 9, 9]);
        var unknown = rig.NextServerId();
        rig.Push([9, 9, 9, 9]);
        var high = rig.NextServerId() + (1L << 32);

        var question = rig.Push(new MsgsStateReq { MsgIds = [known, unknown, high] });

        var info = rig.TakeSent().Single().Read(MsgsStateInfo.Read);
        Assert.Equal(question, info.ReqMsgId);
        Assert.Equal([4, 2, 3], info.Info);
    }

    [Fact]
    public void ServerResendRequest_SendsKnownMessagesAgainAndTellsOfUnknownOnes()
    {
        using var rig = new SessionRig();
        rig.Settle();
        rig.Enqueue(1);
        var request = rig.TakeRequests().Single();

        rig.Push(new MsgResendReq { MsgIds = [request.MsgId, 400] });
        var sent = rig.TakeSent();

        Assert.Equal(request.Body, sent.Single(m => m.Constructor == 0x11111111).Body);
        Assert.Equal(2, sent.Single(m => m.Constructor == MsgsStateInfo.Constructor).Read(MsgsStateInfo.Read).Info.Length);
    }

    [Fact]
    public void ServerResendRequest_ForARequestThatMustNotBeDoubled_IsAnsweredByAQuestionFirst()
    {
        using var rig = new SessionRig();
        rig.Settle();
        rig.Enqueue(1, RequestKind.Once);
        var request = rig.TakeRequests().Single();

        rig.Push(new MsgResendReq { MsgIds = [request.MsgId] });
        Assert.Empty(rig.TakeSent());
        rig.AdvanceToDeadline();
        var question = Assert.Single(rig.TakeSent());
        rig.Push(new MsgsStateInfo { ReqMsgId = question.MsgId, Info = [2] });

        Assert.Equal([request.MsgId], question.Read(MsgsStateReq.Read).MsgIds);
        Assert.Equal(request.Body, rig.TakeRequests().Single().Body);
    }

    [Theory]
    [InlineData("19ca4421a401000000000000")]
    [InlineData("9f359992000000000000000000000000")]
    [InlineData("63241605")]
    public void ServiceMessagesOutOfPlace_AreNoticedAndIgnored(string hex)
    {
        using var rig = new SessionRig();
        rig.Settle();

        rig.Push(Convert.FromHexString(hex));

        Assert.Equal(SessionEventKind.Notice, Assert.Single(rig.TakeEvents()).Kind);
    }

    private static void Answer(SessionRig rig, long pingId) => rig.Push(new Pong { MsgId = 4, PingId = pingId });
}

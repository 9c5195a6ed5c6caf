using TelegramHost.MtProto.Service;
using TelegramHost.MtProto.Session;

namespace TelegramHost.MtProto.Tests.Session;

/// <summary>After a connection broke, the next one has to show that it carries something before it is trusted with everything.</summary>
public sealed class BacklogScenarios
{
    private const int Requests = 200;
    private const int RequestBytes = 1000;

    [Fact]
    public void AFirstConnection_CarriesEverythingAtOnce()
    {
        using var rig = new SessionRig();
        rig.Settle();
        Enqueue(rig);

        Assert.Equal(Requests, rig.TakeRequests().Count);
    }

    [Fact]
    public void AfterAReconnect_AcksAndQuestionsComeFirst_AndRequestsUpToTheWindow_WithAPing()
    {
        using var rig = Broken();

        var packets = rig.TakePackets();

        Assert.Contains(packets[0], m => m.Constructor == MsgsAck.Constructor);
        Assert.Contains(packets[0], m => m.Constructor == PingDelayDisconnectRequest.Constructor);
        Assert.DoesNotContain(packets[0], IsRequest);
        Assert.InRange(packets.Skip(1).SelectMany(p => p).Sum(m => m.Body.Length), SendWindow.First / 2, SendWindow.First);
        Assert.Equal(PingDelayDisconnectRequest.Constructor, packets[^1][^1].Constructor);
        Assert.Empty(rig.TakePackets());
    }

    [Fact]
    public void EachPong_DoublesWhatMayBeUnderWay_AndNothingIsLeftBehind()
    {
        using var rig = Broken();
        var rounds = new List<int>();

        while (rig.TakeSent() is { Count: > 0 } sent)
        {
            rounds.Add(sent.Count(IsRequest));
            AnswerPings(rig, sent);
        }

        Assert.Equal(Requests, rounds.Sum());
        Assert.InRange(rounds.Count, 3, 6);
        Assert.True(rounds[1] > rounds[0]);
    }

    [Fact]
    public void AnAnswer_ProvesThatAllBeforeItArrived()
    {
        using var rig = Broken();
        var last = rig.TakeSent().Last(IsRequest);

        rig.PushResult(last.MsgId, [1, 2, 3, 4]);

        Assert.InRange(rig.TakeSent().Where(IsRequest).Sum(m => m.Body.Length), SendWindow.First, 2 * SendWindow.First);
    }

    [Fact]
    public void ALineOnWhichNothingArrives_IsTriedWithLessEachTime_DownToOneRequest()
    {
        using var rig = Broken();
        var counts = new List<int>();
        for (var i = 0; i < 8; i++)
        {
            counts.Add(rig.TakeSent().Count(IsRequest));
            rig.Reconnect();
        }

        Assert.Equal(counts.OrderDescending(), counts);
        Assert.Equal(1, counts[^1]);
    }

    [Fact]
    public void ARequestBiggerThanTheWindow_GoesAloneWhenNothingIsUnderWay()
    {
        using var rig = new SessionRig();
        rig.Settle();
        rig.Reconnect();
        rig.Settle();
        rig.Session.Enqueue(rig.Incompressible(100_000), RequestKind.FilePart, rig.Now);
        rig.Session.Enqueue(rig.Incompressible(100_000), RequestKind.FilePart, rig.Now);

        var sent = rig.TakeSent();

        Assert.Equal([100_000], sent.Where(IsRequest).Select(m => m.Body.Length));
        AnswerPings(rig, sent);
        Assert.Equal([100_000], rig.TakeSent().Where(IsRequest).Select(m => m.Body.Length));
    }

    [Fact]
    public void ARequestThatTheServerHas_IsAskedAfterAgain_AndItsReadyAnswerIsFetchedWithoutDelay()
    {
        using var rig = new SessionRig();
        rig.Settle();
        rig.Enqueue(1);
        var request = rig.TakeRequests().Single();
        rig.Push(new MsgsAck { MsgIds = [request.MsgId] });
        var start = rig.Now;

        rig.AdvanceToDeadline();
        var question = Assert.Single(rig.TakeSent());
        Assert.Equal([request.MsgId], question.Read(MsgsStateReq.Read).MsgIds);
        rig.Push(new MsgsStateInfo { ReqMsgId = question.MsgId, Info = [4 | 32 | 64] });
        rig.AdvanceToDeadline();

        Assert.Equal([request.MsgId], Assert.Single(rig.TakeSent()).Read(MsgResendAnsReq.Read).MsgIds);
        Assert.True(rig.Now - start < TimeSpan.FromSeconds(20));
    }

    private static bool IsRequest(SentMessage message) => message.Constructor == 0x11111111;

    /// <summary>A session whose connection broke with an answer unacknowledged and before its backlog was taken.</summary>
    private static SessionRig Broken()
    {
        var rig = new SessionRig();
        rig.Settle();
        rig.Push([9, 9, 9, 9], isContentRelated: true);
        rig.TakeEvents();
        rig.Session.HandleDisconnected(rig.Now);
        Enqueue(rig);
        rig.Session.HandleConnected(rig.Now);
        return rig;
    }

    private static void Enqueue(SessionRig rig)
    {
        for (var i = 0; i < Requests; i++)
            rig.Session.Enqueue(rig.Incompressible(RequestBytes), RequestKind.Repeatable, rig.Now);
    }

    private static void AnswerPings(SessionRig rig, List<SentMessage> sent)
    {
        foreach (var ping in sent.Where(m => m.Constructor == PingDelayDisconnectRequest.Constructor))
            rig.Push(new Pong { MsgId = ping.MsgId, PingId = ping.Read(PingDelayDisconnectRequest.Read).PingId });
    }
}

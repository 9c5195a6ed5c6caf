using System.Text;
using TelegramHost.MtProto.Service;
using TelegramHost.MtProto.Session;

namespace TelegramHost.MtProto.Tests.Session;

/// <summary>Vector 22, <c>result-*</c>, <c>rpc-drop-answer</c>, <c>rpc-error-*</c>, <c>detailed-info</c>: answers in all their forms.</summary>
public sealed class ResultScenarios
{
    [Fact]
    public void Result_IsDeliveredInAnArrayOfItsOwnSize_AndAcknowledged()
    {
        using var rig = new SessionRig();
        var (token, request) = Send(rig);

        var answer = rig.PushResult(request.MsgId, [0xb5, 0x75, 0x72, 0x99]);

        var outcome = rig.TakeOutcome();
        Assert.Equal((SessionEventKind.RpcResult, token), (outcome.Kind, outcome.Token));
        Assert.Equal(new byte[] { 0xb5, 0x75, 0x72, 0x99 }, outcome.Body);
        Assert.Equal([answer], AcksAfter(rig, 30));
    }

    [Fact]
    public void ResultUnknownId_IsAcknowledgedAndIgnored()
    {
        using var rig = new SessionRig();
        rig.Settle();

        var answer = rig.PushResult(999, [1, 2, 3, 4]);

        Assert.Empty(rig.TakeOutcomes());
        Assert.Equal([answer], AcksAfter(rig, 30));
    }

    [Fact]
    public void ResultForMessageZero_ClosesTheConnection()
    {
        using var rig = new SessionRig();
        rig.Settle();

        rig.PushResult(0, [1, 2, 3, 4]);

        Assert.Equal(CloseReason.ProtocolViolation, rig.TakeOutcome().Reason);
    }

    [Fact]
    public void ResultGzip_AVectorInsideIsDelivered()
    {
        using var rig = new SessionRig();
        var (_, request) = Send(rig);
        byte[] vector = [0x15, 0xc4, 0xb5, 0x1c, 1, 0, 0, 0, 42, 0, 0, 0];

        rig.PushResult(request.MsgId, ServerHalf.Gzip(vector));

        Assert.Equal(vector, rig.TakeOutcome().Body);
    }

    [Fact]
    public void ResultGzip_AnErrorInsideIsAnError()
    {
        using var rig = new SessionRig();
        var (token, request) = Send(rig);

        rig.PushResult(request.MsgId, ServerHalf.Gzip(SessionRig.Bytes(new RpcError { ErrorCode = 400, ErrorMessage = "X" })));

        Assert.Equal(SessionEvent.RpcError(token, 400, "X"), rig.TakeOutcome());
    }

    [Fact]
    public void ResultGzipBomb_FailsItsOwnRequestOnly()
    {
        using var rig = new SessionRig();
        var (token, request) = Send(rig);
        var (other, otherRequest) = Send(rig);

        rig.PushResult(request.MsgId, ServerHalf.Gzip(new byte[11 * 1024 * 1024]));
        rig.PushResult(otherRequest.MsgId, [1, 2, 3, 4]);

        var outcomes = rig.TakeOutcomes();
        Assert.Equal([SessionEventKind.RequestFailed, SessionEventKind.RpcResult], outcomes.Select(e => e.Kind));
        Assert.Equal([token, other], outcomes.Select(e => e.Token));
    }

    [Theory]
    [InlineData("a1cf7230")]
    [InlineData("a1cf723004001f8b")]
    [InlineData("a1cf7230080001020304050607000000")]
    [InlineData("19ca4421")]
    [InlineData("19ca4421a4010000ff000000")]
    [InlineData("")]
    public void UnreadableResult_FailsItsOwnRequestOnly(string hex)
    {
        using var rig = new SessionRig();
        var (token, request) = Send(rig);

        rig.PushResult(request.MsgId, Convert.FromHexString(hex));

        var outcome = rig.TakeOutcome();
        Assert.Equal((SessionEventKind.RequestFailed, token), (outcome.Kind, outcome.Token));
    }

    [Theory]
    [InlineData(401, "AUTH_KEY_UNREGISTERED")]
    [InlineData(-503, "Timeout")]
    [InlineData(420, "FLOOD_WAIT_0")]
    [InlineData(303, "NETWORK_MIGRATE_5")]
    [InlineData(400, "FILE_REFERENCE_2_EXPIRED")]
    public void RpcError_KeepsTheSignOfItsCodeAndItsText(int code, string text)
    {
        using var rig = new SessionRig();
        var (token, request) = Send(rig);

        rig.PushResult(request.MsgId, SessionRig.Bytes(new RpcError { ErrorCode = code, ErrorMessage = text }));

        Assert.Equal(SessionEvent.RpcError(token, code, text), rig.TakeOutcome());
    }

    [Fact]
    public void RpcDropAnswer_TheCancelledRequestEndsWithTheCall_AndALateResultIsAcknowledgedOnly()
    {
        using var rig = new SessionRig();
        var (token, request) = Send(rig);

        Assert.True(rig.Session.Cancel(token, rig.Now));
        Assert.False(rig.Session.Cancel(token, rig.Now));
        var drop = rig.TakeSent().Single(m => m.Constructor == RpcDropAnswerRequest.Constructor);
        var late = rig.PushResult(request.MsgId, [1, 2, 3, 4]);
        var answer = rig.PushResult(drop.MsgId, SessionRig.Bytes(new RpcAnswerDropped { MsgId = 5, SeqNo = 1, Bytes = 4 }));

        Assert.Equal(request.MsgId, drop.Read(RpcDropAnswerRequest.Read).ReqMsgId);
        Assert.Empty(rig.TakeOutcomes());
        Assert.Equal([late, answer], AcksAfter(rig, 30));
    }

    [Fact]
    public void CancelBeforeSending_NothingIsSentAtAll()
    {
        using var rig = new SessionRig();
        rig.Settle();
        var token = rig.Enqueue(1);

        Assert.True(rig.Session.Cancel(token, rig.Now));

        Assert.Empty(rig.TakePackets());
        Assert.Equal(0, rig.Session.PendingRequests);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void DetailedInfo_AnUnseenAnswerIsAskedForAndASeenOneAcknowledged(bool isAnswerToARequest)
    {
        using var rig = new SessionRig();
        var (_, request) = Send(rig);
        var seen = rig.Push([9, 9, 9, 9], isContentRelated: true);
        Assert.Equal([seen], AcksAfter(rig, 30));
        var unseen = rig.NextServerId();

        Push(seen);
        Push(unseen);
        var sent = rig.TakeSent();

        Assert.Equal([seen], sent.Single(m => m.Constructor == MsgsAck.Constructor).Read(MsgsAck.Read).MsgIds);
        Assert.Equal([unseen], sent.Single(m => m.Constructor == MsgResendReq.Constructor).Read(MsgResendReq.Read).MsgIds);

        void Push(long answer)
        {
            if (isAnswerToARequest)
                rig.Push(new MsgDetailedInfo { MsgId = request.MsgId, AnswerMsgId = answer, Bytes = 100, Status = 0 });
            else
                rig.Push(new MsgNewDetailedInfo { AnswerMsgId = answer, Bytes = 100, Status = 0 });
        }
    }

    [Fact]
    public void DuplicateServerMessage_IsDeliveredOnceAndAcknowledgedTwice()
    {
        using var rig = new SessionRig();
        rig.Settle();
        var body = Encoding.ASCII.GetBytes("updates!");

        var id = rig.Push(body, msgId: null, seqNo: 1);
        rig.Push(body, msgId: id, seqNo: 1);

        Assert.Equal(body, rig.TakeOutcome().Body);
        Assert.Equal([id, id], AcksAfter(rig, 30));
    }

    [Fact]
    public void AMessageOlderThanAllThatAreRemembered_IsIgnored_UnlessItIsTheAnswerThatIsWaitedFor()
    {
        using var rig = new SessionRig();
        var (token, request) = Send(rig);
        var (oldUpdate, oldAnswer) = (rig.NextServerId(), rig.NextServerId());
        for (var i = 0; i < 1001; i++)
            rig.Push([9, 9, 9, 9]);
        rig.TakeEvents();

        rig.Push([8, 8, 8, 8], isContentRelated: true, msgId: oldUpdate);
        rig.Push(ServerHalf.Result(request.MsgId, [1, 2, 3, 4]), isContentRelated: true, msgId: oldAnswer);

        Assert.Equal(token, rig.TakeOutcome().Token);
        Assert.Equal([oldAnswer], AcksAfter(rig, 30));
    }

    [Fact]
    public void MessagesWithEvenNumbers_AreNotAcknowledged()
    {
        using var rig = new SessionRig();
        rig.Settle();

        rig.Push([9, 9, 9, 9], isContentRelated: false);

        Assert.Equal(SessionEventKind.Update, rig.TakeOutcome().Kind);
        Assert.Null(rig.Session.NextDeadline is { } next && next < rig.Now.AddSeconds(60) ? next : null);
    }

    [Fact]
    public void AnswerOlderThanItsQuestion_CorrectsTheTime()
    {
        using var rig = new SessionRig { ServerAhead = TimeSpan.FromSeconds(-25) };
        rig.Settle();
        rig.TakeEvents();
        using var fresh = new SessionRig { ServerAhead = TimeSpan.FromSeconds(-25) };
        var token = fresh.Enqueue(1);
        var request = fresh.TakeRequests().Single();

        fresh.PushResult(request.MsgId, [1, 2, 3, 4]);

        var outcomes = fresh.TakeOutcomes();
        Assert.Equal([SessionEventKind.TimeCorrected, SessionEventKind.RpcResult], outcomes.Select(e => e.Kind));
        Assert.InRange(outcomes[0].Offset.TotalSeconds, -26, -24);
        Assert.Equal(token, outcomes[1].Token);
    }

    private static (long Token, SentMessage Request) Send(SessionRig rig)
    {
        rig.Settle();
        var token = rig.Enqueue(1, RequestKind.Once);
        return (token, rig.TakeRequests().Single());
    }

    private static List<long> AcksAfter(SessionRig rig, int seconds)
    {
        rig.Advance(seconds);
        return [.. rig.TakeSent().Where(m => m.Constructor == MsgsAck.Constructor).SelectMany(m => m.Read(MsgsAck.Read).MsgIds)];
    }
}

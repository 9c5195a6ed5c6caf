using System.Buffers.Binary;
using TelegramHost.MtProto.Service;
using TelegramHost.MtProto.Session;

namespace TelegramHost.MtProto.Tests.Session;

/// <summary>Vector 22, <c>invoke-after-*</c>: requests that the server has to carry out one behind the other.</summary>
public sealed class SequenceScenarios
{
    private const uint InvokeAfterMsg = 0xcb9f372d;

    [Fact]
    public void InvokeAfterOrder_TheWrapperIsTheOutermost_AndNamesThePredecessorsMessage()
    {
        using var rig = new SessionRig();
        rig.Settle();
        var (_, _, sent) = SendRow(rig);

        Assert.Equal(SessionRig.Request(1), sent[0].Body);
        Assert.Equal((sent[0].MsgId, Text(2)), Unwrap(sent[1]));
        Assert.Equal((sent[1].MsgId, Text(3)), Unwrap(sent[2]));
    }

    [Fact]
    public void InvokeAfter11_TheFirstFails_SoTheSecondGoesUnwrapped_AndTheThirdBehindItsNewMessage()
    {
        using var rig = new SessionRig();
        rig.Settle();
        var (first, _, sent) = SendRow(rig);

        rig.PushResult(sent[0].MsgId, Error("PEER_ID_INVALID"));
        rig.PushResult(sent[1].MsgId, Error("MSG_WAIT_FAILED"));
        rig.PushResult(sent[2].MsgId, Error("MSG_WAIT_FAILED"));
        var again = rig.TakeRequestsAndRows();

        Assert.Equal(SessionRig.Request(2), again[0].Body);
        Assert.Equal((again[0].MsgId, Text(3)), Unwrap(again[1]));
        var outcome = rig.TakeOutcome();
        Assert.Equal((SessionEventKind.RpcError, first), (outcome.Kind, outcome.Token));
    }

    [Fact]
    public void InvokeAfter11_TheErrorsComeInAnyOrder_AndTheRowStillEndsOnceEach()
    {
        using var rig = new SessionRig();
        rig.Settle();
        var (_, last, sent) = SendRow(rig);

        rig.PushResult(sent[2].MsgId, Error("MSG_WAIT_FAILED"));
        rig.PushResult(sent[1].MsgId, Error("MSG_WAIT_FAILED"));
        rig.PushResult(sent[0].MsgId, Error("PEER_ID_INVALID"));
        var again = rig.TakeRequestsAndRows();

        Assert.Equal([Text(2), Text(3)], again.Select(message => Unwrap(message).Body));
        Assert.Equal(again[0].MsgId, Unwrap(again[1]).After);
        foreach (var message in again)
            rig.PushResult(message.MsgId, [1, 2, 3, 4]);
        Assert.Equal(last, rig.TakeOutcomes().Last().Token);
        Assert.Equal(0, rig.Session.PendingRequests);
    }

    [Fact]
    public void InvokeAfter12_TheSecondFails_SoTheThirdGoesUnwrapped()
    {
        using var rig = new SessionRig();
        rig.Settle();
        var (_, _, sent) = SendRow(rig);

        rig.PushResult(sent[0].MsgId, [1, 2, 3, 4]);
        rig.PushResult(sent[1].MsgId, Error("MESSAGE_EMPTY"));
        rig.PushResult(sent[2].MsgId, Error("MSG_WAIT_FAILED"));

        Assert.Equal(SessionRig.Request(3), Assert.Single(rig.TakeRequestsAndRows()).Body);
    }

    [Fact]
    public void InvokeAfterTimeout_TheSameWrapperGoesOutAgain()
    {
        using var rig = new SessionRig();
        rig.Settle();
        var (_, _, sent) = SendRow(rig);

        rig.PushResult(sent[1].MsgId, Error("MSG_WAIT_TIMEOUT"));
        var again = Assert.Single(rig.TakeRequestsAndRows());

        Assert.Equal((sent[0].MsgId, Text(2)), Unwrap(again));
        Assert.Empty(rig.TakeOutcomes());
    }

    [Fact]
    public void EndlessWaitErrors_SurfaceInTheEnd()
    {
        using var rig = new SessionRig();
        rig.Settle();
        var (_, _, sent) = SendRow(rig);
        var second = sent[1];

        for (var i = 0; i < 10; i++)
        {
            rig.PushResult(second.MsgId, Error("MSG_WAIT_TIMEOUT"));
            second = Assert.Single(rig.TakeRequestsAndRows());
        }

        rig.PushResult(second.MsgId, Error("MSG_WAIT_TIMEOUT"));
        Assert.Equal("MSG_WAIT_TIMEOUT", rig.TakeOutcome().Text);
    }

    [Fact]
    public void PredecessorWithANewMessage_IsNamedAnew()
    {
        using var rig = new SessionRig();
        rig.Settle();
        var (_, _, sent) = SendRow(rig);

        rig.Push(new BadServerSalt { BadMsgId = sent[0].PacketMsgId, BadMsgSeqno = 1, ErrorCode = 48, NewServerSalt = 77 });
        var again = rig.TakeRequestsAndRows();

        Assert.Equal(3, again.Count);
        Assert.Equal((again[0].MsgId, Text(2)), Unwrap(again[1]));
        Assert.Equal((again[1].MsgId, Text(3)), Unwrap(again[2]));
    }

    [Fact]
    public void PredecessorThatWasCancelled_IsNoLongerWaitedFor()
    {
        using var rig = new SessionRig();
        rig.Settle();
        var first = rig.Enqueue(1);
        rig.Session.Enqueue(SessionRig.Request(2), RequestKind.Repeatable, rig.Now, after: first);

        rig.Session.Cancel(first, rig.Now);

        Assert.Equal(SessionRig.Request(2), Assert.Single(rig.TakeRequestsAndRows()).Body);
    }

    private static (long First, long Last, List<SentMessage> Sent) SendRow(SessionRig rig)
    {
        var first = rig.Enqueue(1);
        var second = rig.Session.Enqueue(SessionRig.Request(2), RequestKind.Repeatable, rig.Now, after: first);
        var third = rig.Session.Enqueue(SessionRig.Request(3), RequestKind.Repeatable, rig.Now, after: second);
        return (first, third, rig.TakeRequestsAndRows());
    }

    private static byte[] Error(string text) => SessionRig.Bytes(new RpcError { ErrorCode = 400, ErrorMessage = text });

    private static string Text(int number) => Convert.ToHexString(SessionRig.Request(number));

    private static (long After, string Body) Unwrap(SentMessage message) => message.Constructor == InvokeAfterMsg
        ? (BinaryPrimitives.ReadInt64LittleEndian(message.Body.AsSpan(4)), Convert.ToHexString(message.Body.AsSpan(12)))
        : (0, Convert.ToHexString(message.Body));
}

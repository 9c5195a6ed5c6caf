using TelegramHost.MtProto.Service;
using TelegramHost.MtProto.Session;

namespace TelegramHost.MtProto.Tests.Session;

/// <summary>Vector 22, <c>bad-msg-*</c>: messages that the server refuses.</summary>
public sealed class BadMessageScenarios
{
    private static BadMsgNotification Refuse(SentMessage message, int code) =>
        new() { BadMsgId = message.PacketMsgId, BadMsgSeqno = message.PacketSeqNo, ErrorCode = code };

    [Fact]
    public void BadMsg16_TheClockIsSetByTheNotification_AndTheRequestGoesOutAgainInTheSameSession()
    {
        using var rig = new SessionRig { ServerAhead = TimeSpan.FromSeconds(400) };
        var session = rig.Session.SessionId;
        rig.Enqueue(1, RequestKind.Once);
        var first = rig.TakeRequests().Single();

        rig.Push(Refuse(first, 16));
        var second = rig.TakeRequests().Single();

        Assert.InRange((second.MsgId >> 32) - (rig.Now.ToUnixTimeSeconds() + 400), -1, 1);
        Assert.Equal(session, second.SessionId);
        Assert.Equal(SessionEventKind.TimeCorrected, rig.TakeOutcome().Kind);
        Assert.InRange(rig.Session.ServerTimeOffset.TotalSeconds, 399, 401);
    }

    [Fact]
    public void BadMsg17_TheClockIsPutBack_AndEverythingGoesOutAgainInANewSession()
    {
        using var rig = new SessionRig { ServerAhead = TimeSpan.FromSeconds(-3600) };
        rig.Enqueue(1, RequestKind.Once);
        var first = rig.TakeRequests().Single();
        rig.Enqueue(2, RequestKind.Once);
        var other = rig.TakeRequests().Single();

        rig.Push(Refuse(first, 17));
        rig.Push(Bytes(Refuse(other, 17)), sessionId: first.SessionId);
        var again = rig.TakeSent();

        Assert.Equal([first.Body[4], other.Body[4]], again.Where(m => m.Constructor == 0x11111111).Select(m => m.Body[4]));
        Assert.All(again, message => Assert.NotEqual(first.SessionId, message.SessionId));
        Assert.All(again, message => Assert.True(message.MsgId < first.MsgId));
        Assert.Contains(again, m => m.Constructor == DestroySessionRequest.Constructor
            && m.Read(DestroySessionRequest.Read).SessionId == first.SessionId);
        Assert.Equal([SessionEventKind.TimeCorrected, SessionEventKind.SessionReplaced], rig.TakeOutcomes().Select(e => e.Kind));
    }

    [Theory]
    [InlineData(18)]
    [InlineData(99)]
    public void BadMsgByOwnFault_TheRequestFailsOnce_IsNotSentBlindly_AndTheConnectionIsClosed(int code)
    {
        using var rig = new SessionRig();
        rig.Settle();
        var token = rig.Enqueue(1);
        var first = rig.TakeRequests().Single();

        rig.Push(Refuse(first, code));

        var outcomes = rig.TakeOutcomes();
        Assert.Equal(token, outcomes.Single(e => e.Kind == SessionEventKind.RequestFailed).Token);
        Assert.Equal(CloseReason.ClientFault, outcomes.Single(e => e.Kind == SessionEventKind.CloseConnection).Reason);
        rig.Reconnect();
        Assert.Empty(rig.TakeRequests());
    }

    [Fact]
    public void BadMsg17_ByAHair_LaterRequestsThatMayHaveBeenInTimeAreNotSentTwice()
    {
        using var rig = new SessionRig();
        rig.Settle();
        rig.Enqueue(1, RequestKind.Once);
        var first = rig.TakeRequests().Single();
        var token = rig.Enqueue(2, RequestKind.Once);
        rig.TakeRequests();

        rig.Push(Refuse(first, 17));

        Assert.Equal(first.Body[4], rig.TakeRequests().Single().Body[4]);
        Assert.Equal(token, rig.TakeOutcomes().Single(e => e.Kind == SessionEventKind.RequestUncertain).Token);
    }

    [Fact]
    public void BadMsg19_TheConnectionIsClosed_AndTheServerIsAskedWhetherItHasTheRequests()
    {
        using var rig = new SessionRig();
        rig.Settle();
        rig.Enqueue(1, RequestKind.Once);
        var first = rig.TakeRequests().Single();

        rig.Push(Refuse(first, 19));
        Assert.Equal(CloseReason.ClientFault, rig.TakeOutcomes().Single(e => e.Kind == SessionEventKind.CloseConnection).Reason);
        rig.Reconnect();

        var sent = rig.TakeSent();
        var question = sent.Single(m => m.Constructor == MsgsStateReq.Constructor);
        Assert.Equal(first.SessionId, question.SessionId);
        Assert.Equal([first.MsgId], question.Read(MsgsStateReq.Read).MsgIds);
        Assert.DoesNotContain(sent, m => m.Constructor == first.Constructor);
    }

    [Theory]
    [InlineData(32)]
    [InlineData(33)]
    public void BadMsgSeqNo_TheRequestGoesOutAgainInANewSession(int code)
    {
        using var rig = new SessionRig();
        rig.Settle();
        rig.Enqueue(1, RequestKind.Once);
        var first = rig.TakeRequests().Single();

        rig.Push(Refuse(first, code));
        var second = rig.TakeRequests().Single();

        Assert.NotEqual(first.SessionId, second.SessionId);
        Assert.Equal(1, second.SeqNo);
        Assert.Equal(SessionEventKind.SessionReplaced, rig.TakeOutcome().Kind);
    }

    [Theory]
    [InlineData(34)]
    [InlineData(35)]
    [InlineData(64)]
    public void BadMsgParityOrContainer_IsTriedTwiceMoreInNewSessions_ThenTheRequestFails(int code)
    {
        using var rig = new SessionRig();
        rig.Settle();
        var token = rig.Enqueue(1);
        var sessions = new List<long>();

        for (var sent = rig.TakeRequests(); sent.Count > 0; sent = rig.TakeRequests())
        {
            sessions.Add(sent[0].SessionId);
            rig.Push(Refuse(sent[0], code));
            rig.Reconnect();
        }

        Assert.Equal(3, sessions.Distinct().Count());
        Assert.Equal(token, rig.TakeOutcomes().Single(e => e.Kind == SessionEventKind.RequestFailed).Token);
    }

    [Fact]
    public void BadMsg20_ARepeatableRequestGoesOutAgain_AnyOtherEndsAsUncertain()
    {
        using var rig = new SessionRig();
        rig.Settle();
        rig.Enqueue(1);
        var once = rig.Enqueue(2, RequestKind.Once);
        var container = rig.TakeRequests();

        rig.Push(Refuse(container[0], 20));

        Assert.Equal(1, rig.TakeRequests().Single().Body[4]);
        Assert.Equal(SessionEvent.RequestUncertain(once), rig.TakeOutcome());
    }

    [Fact]
    public void BadMsg48WithoutASalt_TheRequestGoesOutAgain_ButNotForEver()
    {
        using var rig = new SessionRig();
        rig.Settle();
        var token = rig.Enqueue(1);

        var count = 0;
        for (var sent = rig.TakeRequests(); sent.Count > 0; sent = rig.TakeRequests(), count++)
            rig.Push(Refuse(sent[0], 48));

        Assert.Equal(11, count);
        Assert.Equal(token, rig.TakeOutcomes().Single(e => e.Kind == SessionEventKind.RequestFailed).Token);
    }

    [Fact]
    public void BadMsgForAck_NoRequestFails_AndTheSessionIsRenewed()
    {
        using var rig = new SessionRig();
        rig.Settle();
        var token = rig.Enqueue(1);
        rig.TakeRequests();
        rig.Push([9, 9, 9, 9], isContentRelated: true);
        rig.TakeEvents();
        rig.Advance(30);
        var ack = rig.TakeSent().Single(m => m.Constructor == MsgsAck.Constructor);

        rig.Push(Refuse(ack, 32));

        Assert.Equal(SessionEventKind.SessionReplaced, rig.TakeOutcome().Kind);
        rig.PushResult(rig.TakeRequests().Single().MsgId, [1, 2, 3, 4]);
        Assert.Equal(token, rig.TakeOutcome().Token);
    }

    [Fact]
    public void BadMsgForAnUnknownId_IsIgnored()
    {
        using var rig = new SessionRig();
        rig.Settle();
        rig.Enqueue(1);
        rig.TakeRequests();

        rig.Push(new BadMsgNotification { BadMsgId = 400, BadMsgSeqno = 1, ErrorCode = 33 });

        Assert.Equal(SessionEventKind.Notice, Assert.Single(rig.TakeEvents()).Kind);
        Assert.Empty(rig.TakeRequests());
    }

    [Fact]
    public void PacketsOfTheSessionThatWasLeft_AreDroppedWithoutClosingTheConnection()
    {
        using var rig = new SessionRig();
        rig.Settle();
        rig.Enqueue(1);
        var first = rig.TakeRequests().Single();
        rig.Push(Refuse(first, 32));
        rig.TakeEvents();

        rig.Push(ServerHalf.Result(first.MsgId, [1, 2, 3, 4]), sessionId: first.SessionId);

        Assert.Empty(rig.TakeEvents());
    }

    private static byte[] Bytes(BadMsgNotification notice) => SessionRig.Bytes(notice);
}

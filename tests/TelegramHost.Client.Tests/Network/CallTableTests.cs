using TelegramHost.Client.Network;
using TelegramHost.MtProto.Crypto;
using TelegramHost.MtProto.Messages;
using TelegramHost.MtProto.Service;
using TelegramHost.MtProto.Session;
using TelegramHost.Tl;

namespace TelegramHost.Client.Tests.Network;

/// <summary>A call that its owner gives up, at every moment of its life: nothing of it is kept, and the server hears of it if it was sent.</summary>
public sealed class CallTableTests : IDisposable
{
    private static readonly DateTimeOffset _now = new(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);

    private readonly AuthKey _key = new(ScriptedServer.KeyBytes);
    private readonly MtSession _session;
    private readonly CallTable _calls;

    public CallTableTests()
    {
        _session = Session(1);
        _calls = Table();
    }

    public void Dispose()
    {
        _session.Dispose();
        _key.Dispose();
    }

    [Fact]
    public void CallGivenUp_BeforeTheLoopHasIt_IsNeverSent()
    {
        var call = Post();

        GiveUp(call);
        _calls.HandOver(_session, _now);

        AssertNothingKept();
        Assert.DoesNotContain(InvokeWithLayer, TakeSent());
    }

    [Fact]
    public void CallGivenUp_BeforeItIsSent_IsNeverSent()
    {
        var call = Post();
        _calls.HandOver(_session, _now);

        GiveUp(call);
        _calls.HandOver(_session, _now);

        AssertNothingKept();
        var sent = TakeSent();
        Assert.DoesNotContain(InvokeWithLayer, sent);
        Assert.DoesNotContain(RpcDropAnswerRequest.Constructor, sent);
    }

    [Fact]
    public void CallGivenUp_UnderWay_IsDroppedAtTheServer()
    {
        var call = Post();
        _calls.HandOver(_session, _now);
        Assert.Contains(InvokeWithLayer, TakeSent());

        GiveUp(call);
        _calls.HandOver(_session, _now);

        AssertNothingKept();
        Assert.Contains(RpcDropAnswerRequest.Constructor, TakeSent());
    }

    [Fact]
    public void CallGivenUp_WhileThereIsNoConnection_IsNotSentAgain()
    {
        var call = Post();
        _calls.HandOver(_session, _now);
        TakeSent();
        _session.HandleDisconnected(_now);

        GiveUp(call);
        _calls.BeginConnection();
        _session.HandleConnected(_now);
        _calls.HandOver(_session, _now);

        AssertNothingKept();
        Assert.DoesNotContain(InvokeWithLayer, TakeSent());
    }

    [Fact]
    public void CallGivenUp_AfterItsAnswer_ChangesNothing()
    {
        var call = Post();
        _calls.HandOver(_session, _now);
        TakeSent();
        _session.Cancel(call.Token, _now);
        _calls.Complete(call.Token, [1, 2, 3, 4]);

        Assert.False(call.TryFail(new OperationCanceledException()));
        _calls.Withdraw(call);
        _calls.HandOver(_session, _now);

        AssertNothingKept();
        _calls.ReleaseButLast()!.Release(inThisThread: true);
        Assert.True(call.Outcome.IsCompletedSuccessfully);
    }

    [Fact]
    public void CallTooLongForAPacket_FailsAlone()
    {
        var tooLong = new PendingCall(new byte[MtSession.MaxRequestBytes + 4], RequestKind.FilePart, "upload.saveFilePart", _calls);
        _calls.Post(tooLong);
        var call = Post();

        _calls.HandOver(_session, _now);

        Assert.Equal((1, true, false), (_calls.Count, tooLong.HasEnded, call.HasEnded));
        var thrown = Assert.Throws<ArgumentException>(() => tooLong.Outcome.GetAwaiter().GetResult());
        Assert.StartsWith("upload.saveFilePart can't be sent.", thrown.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void CallsTakenBack_GoToTheNextSessionInTheirOrder_BeforeThoseThatWaited()
    {
        // The first ends, so that the table's next entry takes its slot.
        var first = Post(1);
        Post(2);
        _calls.HandOver(_session, _now);
        TakeSent();
        _session.Cancel(first.Token, _now);
        _calls.Complete(first.Token, [1, 2, 3, 4]);
        Post(3);
        _calls.HandOver(_session, _now);
        Post(4);

        _calls.TakeBack();

        Assert.Equal([2, 3, 4], HandOverToAnother());
    }

    [Fact]
    public void RowOfCalls_AcrossTwoSessions_WaitsForWhatTheFirstStillHas()
    {
        var row = new SequencePlace(null);
        var before = PostInRow(1, row, _calls);
        _calls.HandOver(_session, _now);
        var next = Table();
        _calls.Retire(next);
        var behind = PostInRow(2, new SequencePlace(row), next);
        PostInRow(3, null, next);
        using var session = Session(2);

        next.HandOver(session, _now);
        Assert.Equal([3], Sent(session));
        _session.Cancel(before.Token, _now);
        _calls.Complete(before.Token, [1, 2, 3, 4]);
        next.HandOver(session, _now);

        Assert.Equal([2], Sent(session));
        Assert.NotEqual(0, behind.Token);
    }

    private static uint InvokeWithLayer => Schema.InvokeWithLayerRequest<bool>.Constructor;

    private MtSession Session(int seed)
    {
        var options = new MtSessionOptions { Salts = [new ServerSalt(1, _now.AddDays(-1), _now.AddDays(1))] };
        var session = new MtSession(_key, options, new SeededEntropy(seed), _now);
        session.HandleConnected(_now);
        return session;
    }

    private static CallTable Table()
    {
        var calls = new CallTable(
            new ClientIntroduction(new TelegramClientOptions { ApiId = 1, ApiHash = "hash" }, TimeSpan.Zero), new WakeSignal());
        calls.BeginConnection();
        return calls;
    }

    private PendingCall Post(byte number = 1) => PostInRow(number, null, _calls);

    private static PendingCall PostInRow(byte number, SequencePlace? place, CallTable calls)
    {
        var call = new PendingCall(new byte[] { number, 2, 3, 4 }, RequestKind.Repeatable, "test.call", calls) { Place = place };
        calls.Post(call);
        place?.Post(call);
        return call;
    }

    /// <summary>The numbers of the calls that the table gives to a new session.</summary>
    private List<int> HandOverToAnother()
    {
        using var session = Session(2);
        _calls.HandOver(session, _now);
        return Sent(session);
    }

    /// <summary>The numbers of the calls that go out now; each stands behind the introduction, at the end of its message.</summary>
    private List<int> Sent(MtSession session) => [.. Bodies(session).Where(body => body.Length > 4 && body.AsSpan(^3..).SequenceEqual((byte[])[2, 3, 4])).Select(body => (int)body[^4])];

    private void GiveUp(PendingCall call)
    {
        Assert.True(call.TryFail(new OperationCanceledException()));
        _calls.Withdraw(call);
    }

    private void AssertNothingKept()
    {
        Assert.Equal(0, _calls.Count);
        Assert.Equal(0, _session.PendingRequests);
    }

    /// <summary>The constructors of everything that goes out now.</summary>
    private List<uint> TakeSent() => [.. Bodies(_session).Select(body => BitConverter.ToUInt32(body))];

    private List<byte[]> Bodies(MtSession session)
    {
        List<byte[]> sent = [];
        using var packet = new TlBuffer();
        while (session.TryTakePacket(_now, packet))
        {
            Assert.True(MessageCipher.TryDecrypt(_key, Side.Client, packet.Written, out var plaintext));
            var position = 16;
            var message = MessageContainer.ReadMessage(plaintext, ref position);
            if (MessageContainer.IsContainer(message.Body))
            {
                var container = new MessageContainer(message.Body);
                while (container.TryReadNext(out var inner))
                    sent.Add(inner.Body.ToArray());
            }
            else
            {
                sent.Add(message.Body.ToArray());
            }

            packet.Clear();
        }

        return sent;
    }
}

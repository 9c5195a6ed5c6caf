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
        var options = new MtSessionOptions { Salts = [new ServerSalt(1, _now.AddDays(-1), _now.AddDays(1))] };
        _session = new MtSession(_key, options, new SeededEntropy(1), _now);
        _session.HandleConnected(_now);
        _calls = new CallTable(
            new ClientIntroduction(new TelegramClientOptions { ApiId = 1, ApiHash = "hash" }, TimeSpan.Zero), new WakeSignal());
        _calls.BeginConnection();
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

    private static uint InvokeWithLayer => Schema.InvokeWithLayerRequest<bool>.Constructor;

    private PendingCall Post()
    {
        var call = new PendingCall(new byte[] { 1, 2, 3, 4 }, RequestKind.Repeatable, "test.call", _calls);
        _calls.Post(call);
        return call;
    }

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
    private List<uint> TakeSent()
    {
        List<uint> sent = [];
        using var packet = new TlBuffer();
        while (_session.TryTakePacket(_now, packet))
        {
            Assert.True(MessageCipher.TryDecrypt(_key, Side.Client, packet.Written, out var plaintext));
            var position = 16;
            var message = MessageContainer.ReadMessage(plaintext, ref position);
            if (MessageContainer.IsContainer(message.Body))
            {
                var container = new MessageContainer(message.Body);
                while (container.TryReadNext(out var inner))
                    sent.Add(BitConverter.ToUInt32(inner.Body));
            }
            else
            {
                sent.Add(BitConverter.ToUInt32(message.Body));
            }

            packet.Clear();
        }

        return sent;
    }
}

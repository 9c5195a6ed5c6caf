using TelegramHost.MtProto.Service;
using TelegramHost.MtProto.Session;
using TelegramHost.TestSupport;
using Xunit.Abstractions;

namespace TelegramHost.MtProto.Tests.Session;

/// <summary>The machine says itself when it wants to be called; before that nothing happens, and afterwards it names a later time.</summary>
public sealed class DeadlineTests(ITestOutputHelper output)
{
    [Fact]
    public void BeforeTheDeadlineNothingHappens_AtItSomethingDoes()
    {
        var random = new Random(Seed.Next(output.WriteLine));
        var now = DateTimeOffset.FromUnixTimeSeconds(1_700_000_000);
        using var rig = new SessionRig(new MtSessionOptions { Salts = SessionRig.PlentyOfSalts(now)[..4] }, now);
        rig.Settle();

        for (var i = 0; i < 400; i++)
        {
            if (random.Next(3) == 0)
                rig.Push([9, 9, 9, 9], isContentRelated: true);
            if (random.Next(3) == 0)
                rig.Enqueue(i);
            Answer(rig, random);
            rig.TakeEvents();
            var deadline = rig.Session.NextDeadline!.Value;
            Assert.True(deadline > rig.Now, "a deadline in the past makes its owner spin");

            rig.Advance(deadline - rig.Now - TimeSpan.FromTicks(1));
            rig.Session.HandleTimeout(rig.Now);
            Assert.Empty(rig.TakePackets());
            Assert.Empty(rig.TakeEvents());
            Assert.Equal(deadline, rig.Session.NextDeadline);

            rig.AdvanceToDeadline();
            Assert.True(Answer(rig, random) > 0 || rig.TakeOutcomes().Count > 0, $"nothing happened at {deadline}");
            if (rig.Session.NextDeadline is null)
            {
                rig.Reconnect();
                Answer(rig, random);
            }
        }
    }

    [Fact]
    public void TheStoredTimeOffsetIsWrong_TheSecondRefusalInARowPutsItRight()
    {
        using var rig = new SessionRig { ServerAhead = TimeSpan.FromSeconds(100) };

        rig.Push([9, 9, 9, 9]);
        Assert.Equal(CloseReason.RefusedPacket, rig.TakeOutcome().Reason);
        rig.Reconnect();
        rig.Push([9, 9, 9, 9]);
        Assert.Equal([SessionEventKind.TimeCorrected, SessionEventKind.CloseConnection], rig.TakeOutcomes().Select(e => e.Kind));
        rig.Reconnect();
        rig.Push([9, 9, 9, 9]);

        Assert.Equal(SessionEventKind.Update, rig.TakeOutcome().Kind);
    }

    [Fact]
    public void ASessionWithAnotherId_IsNoBusinessOfThisOne()
    {
        using var rig = new SessionRig();
        rig.Settle();

        rig.Push([9, 9, 9, 9], isContentRelated: true, sessionId: 4711);

        Assert.Equal(CloseReason.RefusedPacket, rig.TakeOutcome().Reason);
        rig.Push([9, 9, 9, 9], isContentRelated: true);
        Assert.Empty(rig.TakeEvents());
        rig.Reconnect();
        Assert.DoesNotContain(rig.TakeSent(), m => m.Constructor == MsgsAck.Constructor);
    }

    private static int Answer(SessionRig rig, Random random)
    {
        var sent = rig.TakeSent();
        foreach (var message in sent)
        {
            if (message.Constructor == PingDelayDisconnectRequest.Constructor && random.Next(20) > 0)
                rig.Push(new Pong { MsgId = message.MsgId, PingId = message.Read(PingDelayDisconnectRequest.Read).PingId });
            if (message.Constructor == 0x11111111 && random.Next(4) == 0)
                rig.Push(new MsgsAck { MsgIds = [message.MsgId] });
        }

        return sent.Count;
    }
}

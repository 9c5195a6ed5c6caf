using TelegramHost.MtProto.Service;
using TelegramHost.MtProto.Session;
using TelegramHost.Tl;
using Xunit.Abstractions;

namespace TelegramHost.MtProto.Tests.Session;

/// <summary>What a message costs in memory beyond what the owner of the session gets.</summary>
public sealed class SessionAllocationTests(ITestOutputHelper output)
{
    private const int Rounds = 500;

    [Fact]
    public void ARequestAndItsAnswer_CostTheRequestItselfAndAnAcknowledgement()
    {
        using var rig = new SessionRig();
        rig.Settle();
        using var buffer = new TlBuffer();
        var body = SessionRig.Request(1);
        byte[] result = [1, 2, 3, 4, 5, 6, 7, 8];
        long allocated = 0;

        for (var round = 0; round < Rounds * 2; round++)
        {
            var before = GC.GetAllocatedBytesForCurrentThread();
            rig.Session.Enqueue(body, RequestKind.Repeatable, rig.Now);
            Assert.True(rig.Session.TryTakePacket(rig.Now, buffer));
            allocated += round < Rounds ? 0 : GC.GetAllocatedBytesForCurrentThread() - before;

            var request = ServerHalf.Read(rig.Key, buffer.Written)[^1];
            buffer.Clear();
            var packet = ServerHalf.Write(rig.Key, 0, rig.Session.SessionId, rig.NextServerId(), rig.NextServerSeqNo(true),
                ServerHalf.Result(request.MsgId, result), new SeededEntropy(round));

            before = GC.GetAllocatedBytesForCurrentThread();
            rig.Session.HandlePacket(packet, rig.Now);
            Assert.True(rig.Session.TryTakeEvent(out _));
            allocated += round < Rounds ? 0 : GC.GetAllocatedBytesForCurrentThread() - before;
        }

        output.WriteLine($"session.bytes_per_request: {allocated / Rounds}");
        Assert.InRange(allocated / Rounds, 0, 900);
    }

    [Fact]
    public void AnUpdate_CostsItsOwnBytes()
    {
        using var rig = new SessionRig();
        rig.Settle();
        var body = new byte[160];
        body.AsSpan().Fill(9);
        var packets = Enumerable.Range(0, Rounds * 2).Select(round => ServerHalf.Write(rig.Key, 0, rig.Session.SessionId,
            rig.NextServerId(), rig.NextServerSeqNo(false), body, new SeededEntropy(round))).ToList();
        foreach (var packet in packets.Take(Rounds))
            Take(rig, packet);

        var before = GC.GetAllocatedBytesForCurrentThread();
        foreach (var packet in packets.Skip(Rounds))
            Take(rig, packet);
        var allocated = (GC.GetAllocatedBytesForCurrentThread() - before) / Rounds;

        output.WriteLine($"session.bytes_per_update: {allocated} for {body.Length}");
        Assert.InRange(allocated, body.Length, body.Length + 400);
    }

    private static void Take(SessionRig rig, byte[] packet)
    {
        rig.Session.HandlePacket(packet, rig.Now);
        if (!rig.Session.TryTakeEvent(out var e) || e.Kind != SessionEventKind.Update)
            throw new InvalidOperationException("expected an update");
    }
}

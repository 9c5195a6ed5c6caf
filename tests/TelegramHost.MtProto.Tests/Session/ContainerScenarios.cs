using TelegramHost.MtProto.Service;
using TelegramHost.MtProto.Session;

namespace TelegramHost.MtProto.Tests.Session;

/// <summary>Containers both ways, with what rides along.</summary>
public sealed class ContainerScenarios
{
    [Fact]
    public void NeighbouringRequestsAndAcks_ShareOnePacket()
    {
        using var rig = new SessionRig();
        rig.Settle();
        rig.Push([9, 9, 9, 9], isContentRelated: true);
        rig.Enqueue(1);
        rig.Enqueue(2);

        var packet = Assert.Single(rig.TakePackets());

        Assert.Equal([MsgsAck.Constructor, 0x11111111u, 0x11111111u], packet.Select(m => m.Constructor));
        Assert.Equal([0, 1], packet.Select(m => m.SeqNo & 1).Distinct().Order());
        Assert.Equal(packet[1].SeqNo + 2, packet[2].SeqNo);
        Assert.Equal(packet[2].SeqNo + 1, packet[2].PacketSeqNo);
    }

    [Fact]
    public void OneRequest_TravelsWithoutAContainer()
    {
        using var rig = new SessionRig();
        rig.Settle();
        rig.Enqueue(1);

        Assert.False(rig.TakeSent().Single().IsInContainer);
    }

    [Fact]
    public void ManyRequests_AreSplitIntoContainersAndNoneIsLost()
    {
        using var rig = new SessionRig();
        rig.Settle();
        for (var i = 0; i < 2500; i++)
            rig.Enqueue(i);

        var packets = rig.TakePackets();

        Assert.All(packets, packet => Assert.InRange(packet.Count, 1, 1000));
        Assert.All(packets, packet => Assert.InRange(packet.Sum(m => m.Body.Length + 16) + 24, 1, 1 << 15));
        Assert.Equal(Enumerable.Range(0, 2500), packets.SelectMany(p => p).Select(m => BitConverter.ToInt32(m.Body, 4)));
        Assert.Equal(2500, packets.SelectMany(p => p).Select(m => m.SeqNo).Distinct().Count());
    }

    [Fact]
    public void BigBodiesAndFileParts_TravelAlone()
    {
        using var rig = new SessionRig();
        rig.Settle();
        rig.Enqueue(1);
        rig.Session.Enqueue(rig.Incompressible(1 << 15), RequestKind.Repeatable, rig.Now);
        rig.Session.Enqueue(SessionRig.Request(3, 2048), RequestKind.FilePart, rig.Now);
        rig.Session.Enqueue(SessionRig.Request(4, 2048), RequestKind.FilePart, rig.Now);
        rig.Enqueue(5);

        var packets = rig.TakePackets();

        Assert.Equal(5, packets.Count);
        Assert.All(packets, packet => Assert.False(Assert.Single(packet).IsInContainer));
        Assert.Equal(2048, packets[2][0].Body.Length);
    }

    [Fact]
    public void LongBodies_ArePackedWhenThatIsSmaller()
    {
        using var rig = new SessionRig();
        rig.Settle();
        rig.Session.Enqueue(SessionRig.Request(1, 4096), RequestKind.Repeatable, rig.Now);
        rig.Session.Enqueue(SessionRig.Request(2, 252), RequestKind.Repeatable, rig.Now);
        var incompressible = rig.Incompressible(4096);
        rig.Session.Enqueue(incompressible, RequestKind.Repeatable, rig.Now);

        var sent = rig.TakeSent();

        Assert.Equal(0x3072cfa1u, sent[0].Constructor);
        Assert.Equal(SessionRig.Request(1, 4096), sent[0].Unpacked);
        Assert.Equal(1, sent[0].SeqNo & 1);
        Assert.Equal(SessionRig.Request(2, 252), sent[1].Body);
        Assert.Equal(incompressible, sent[2].Body);
    }

    [Fact]
    public void ServerContainer_EachMessageIsUsedAndTheOddOnesAcknowledged()
    {
        using var rig = new SessionRig();
        rig.Settle();
        var token = rig.Enqueue(1);
        var request = rig.TakeRequests().Single();
        var (a, b, c) = (rig.NextServerId(), rig.NextServerId(), rig.NextServerId());

        rig.Push(ServerHalf.Container(
            (a, 1, ServerHalf.Result(request.MsgId, [1, 2, 3, 4])),
            (b, 3, [9, 9, 9, 9, 8, 8, 8, 8]),
            (c, 4, ServerHalf.Gzip([7, 7, 7, 7]))), seqNo: 4);

        var outcomes = rig.TakeOutcomes();
        Assert.Equal([SessionEventKind.RpcResult, SessionEventKind.Update, SessionEventKind.Update], outcomes.Select(e => e.Kind));
        Assert.Equal(token, outcomes[0].Token);
        Assert.Equal(new byte[] { 9, 9, 9, 9, 8, 8, 8, 8 }, outcomes[1].Body);
        Assert.Equal(new byte[] { 7, 7, 7, 7 }, outcomes[2].Body);
        rig.Advance(30);
        Assert.Equal([a, b], rig.TakeSent().Single(m => m.Constructor == MsgsAck.Constructor).Read(MsgsAck.Read).MsgIds);
    }

    [Fact]
    public void EmptyContainer_IsFine()
    {
        using var rig = new SessionRig();
        rig.Settle();

        rig.Push(ServerHalf.Container());

        Assert.Empty(rig.TakeEvents());
    }

    [Fact]
    public void ABadObjectInAContainer_SparesItsNeighbours()
    {
        using var rig = new SessionRig();
        rig.Settle();
        var (a, b) = (rig.NextServerId(), rig.NextServerId());

        rig.Push(ServerHalf.Container((a, 1, [0xc5, 0x73, 0x77, 0x34, 1, 2, 3, 4]), (b, 3, [9, 9, 9, 9])), seqNo: 4);

        Assert.Equal([SessionEventKind.Notice, SessionEventKind.Update], rig.TakeEvents().Select(e => e.Kind));
    }

    [Fact]
    public void NestedContainer_ClosesTheConnectionAndDeliversNothing()
    {
        using var rig = new SessionRig();
        rig.Settle();
        var (a, b, c) = (rig.NextServerId(), rig.NextServerId(), rig.NextServerId());

        rig.Push(ServerHalf.Container((a, 1, [9, 9, 9, 9]), (c, 2, ServerHalf.Container((b, 3, [8, 8, 8, 8])))), seqNo: 4);

        Assert.Equal(CloseReason.ProtocolViolation, rig.TakeOutcome().Reason);
    }

    [Theory]
    [InlineData(1000)]
    [InlineData(-4)]
    [InlineData(3)]
    public void ContainerBadLength_ClosesTheConnectionAndDeliversNothing(int length)
    {
        using var rig = new SessionRig();
        rig.Settle();
        var body = ServerHalf.Container((rig.NextServerId(), 1, [9, 9, 9, 9]), (rig.NextServerId(), 3, [9, 9, 9, 9]));
        BitConverter.GetBytes(length).CopyTo(body, 8 + 20 + 12);

        rig.Push(body, seqNo: 4);

        Assert.Equal(CloseReason.ProtocolViolation, rig.TakeOutcome().Reason);
        rig.Reconnect();
        Assert.DoesNotContain(rig.TakeSent(), m => m.Constructor == MsgsAck.Constructor);
    }

    [Theory]
    [InlineData(true, 1)]
    [InlineData(false, 9)]
    public void ContainerWithAHigherIdOrNumberInside_IsRefusedAsAWhole(bool isIdHigher, int innerSeqNo)
    {
        using var rig = new SessionRig();
        rig.Settle();
        var (low, high) = (rig.NextServerId(), rig.NextServerId());

        rig.Push(ServerHalf.Container((isIdHigher ? high : low, innerSeqNo, [9, 9, 9, 9])), msgId: isIdHigher ? low : high, seqNo: 4);

        Assert.Equal(CloseReason.ProtocolViolation, rig.TakeOutcome().Reason);
    }

    [Fact]
    public void MessageCopy_TheOriginalIsUsedOnce()
    {
        using var rig = new SessionRig();
        rig.Settle();
        var original = rig.NextServerId();
        byte[] copy = [.. BitConverter.GetBytes(0xe06046b2u), .. BitConverter.GetBytes(0x5bb8e511u), .. BitConverter.GetBytes(original),
            .. BitConverter.GetBytes(1), .. BitConverter.GetBytes(4), 9, 9, 9, 9];

        rig.Push(copy, isContentRelated: false);
        rig.Push(copy, isContentRelated: false);

        Assert.Equal(SessionEventKind.Update, rig.TakeOutcome().Kind);
        rig.Advance(30);
        Assert.Equal([original, original], rig.TakeSent().Single(m => m.Constructor == MsgsAck.Constructor).Read(MsgsAck.Read).MsgIds);
    }

    [Fact]
    public void SixteenAcks_DoNotWaitForCompany()
    {
        using var rig = new SessionRig();
        rig.Settle();
        for (var i = 0; i < 15; i++)
            rig.Push([9, 9, 9, 9], isContentRelated: true);
        Assert.Empty(rig.TakePackets());

        rig.Push([9, 9, 9, 9], isContentRelated: true);

        Assert.Equal(16, rig.TakeSent().Single().Read(MsgsAck.Read).MsgIds.Length);
    }

    [Fact]
    public void OneAck_WaitsThirtySecondsAtMost_AndTheDeadlineSaysSo()
    {
        using var rig = new SessionRig();
        rig.Settle();
        rig.Advance(1);
        rig.Push([9, 9, 9, 9], isContentRelated: true);
        Assert.Equal(rig.Now.AddSeconds(30), rig.Session.NextDeadline);
        rig.Advance(TimeSpan.FromSeconds(29.9));
        Assert.Empty(rig.TakePackets());

        rig.AdvanceToDeadline();

        Assert.Single(rig.TakeSent());
    }
}

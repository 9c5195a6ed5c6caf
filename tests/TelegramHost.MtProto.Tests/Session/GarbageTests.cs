using TelegramHost.MtProto.Messages;
using TelegramHost.MtProto.Service;
using TelegramHost.MtProto.Session;
using TelegramHost.TestSupport;
using Xunit.Abstractions;

namespace TelegramHost.MtProto.Tests.Session;

/// <summary>Whatever comes as a packet, the session answers with its events and never with an exception.</summary>
public sealed class GarbageTests(ITestOutputHelper output)
{
    private static readonly uint[] _constructors =
    [
        RpcResult.Constructor, MessageContainer.Constructor, GzipPacked.Constructor, MessageCopy.Constructor,
        Pong.Constructor, MsgsAck.Constructor,
        BadServerSalt.Constructor, BadMsgNotification.Constructor, NewSessionCreated.Constructor, FutureSalts.Constructor,
        MsgsStateInfo.Constructor, MsgsAllInfo.Constructor, MsgDetailedInfo.Constructor, MsgNewDetailedInfo.Constructor,
        MsgsStateReq.Constructor, MsgResendReq.Constructor, PingRequest.Constructor, RpcError.Constructor, HttpWait.Constructor, 0x1cb5c415, 0,
    ];

    [Fact]
    public void RandomBytes_OnlyCloseTheConnection()
    {
        var random = new Random(Seed.Next(output.WriteLine));
        using var rig = new SessionRig();
        rig.Settle();
        var session = rig.Session.SessionId;

        for (var i = 0; i < 2000; i++)
        {
            var packet = new byte[random.Next(0, 300)];
            random.NextBytes(packet);
            if (random.Next(2) == 0 && packet.Length >= 8)
                BitConverter.GetBytes(rig.Key.Id).CopyTo(packet, 0);
            rig.Session.HandlePacket(packet, rig.Now);

            Assert.Equal(CloseReason.RefusedPacket, Assert.Single(rig.TakeEvents()).Reason);
            rig.Reconnect();
        }

        Assert.Equal(session, rig.Session.SessionId);
    }

    [Fact]
    public void RandomBodiesInGoodEnvelopes_GiveDocumentedEventsOnly()
    {
        var seed = Seed.Next(output.WriteLine);
        var random = new Random(seed);
        using var rig = new SessionRig();
        var ended = new Dictionary<long, int>();
        var open = new List<long>();
        var known = new List<long> { 4 };

        for (var i = 0; i < 8000; i++)
        {
            if (open.Count < 20)
                open.Add(rig.Enqueue(i, random.Next(2) == 0 ? RequestKind.Once : RequestKind.Repeatable));
            foreach (var sent in rig.TakeSent())
            {
                known.Add(sent.MsgId);
                known.Add(sent.PacketMsgId);
            }

            rig.Push(RandomBody(rig, random, known, depth: 0), isContentRelated: random.Next(2) == 0);
            if (random.Next(10) == 0)
                rig.Advance(random.Next(0, 20));
            if (rig.Session.NextDeadline <= rig.Now)
                rig.Session.HandleTimeout(rig.Now);

            var isClosed = false;
            foreach (var e in rig.TakeEvents())
            {
                isClosed |= e.Kind == SessionEventKind.CloseConnection;
                if (e.Kind is SessionEventKind.RpcResult or SessionEventKind.RpcError
                    or SessionEventKind.RequestFailed or SessionEventKind.RequestUncertain)
                {
                    ended[e.Token] = ended.GetValueOrDefault(e.Token) + 1;
                    Assert.True(open.Remove(e.Token), $"request {e.Token} ended twice (seed {seed})");
                }
            }

            rig.ServerAhead = rig.Session.ServerTimeOffset;
            if (isClosed)
                rig.Reconnect();
        }

        Assert.All(ended.Values, count => Assert.Equal(1, count));
        Assert.Equal(open.Count, rig.Session.PendingRequests);
        output.WriteLine($"{ended.Count} requests ended");
    }

    private static byte[] RandomBody(SessionRig rig, Random random, List<long> known, int depth)
    {
        if (depth < 3 && random.Next(6) == 0)
            return ServerHalf.Gzip(RandomBody(rig, random, known, depth + 1));
        if (depth < 3 && random.Next(6) == 0)
        {
            return ServerHalf.Container([.. Enumerable.Range(0, random.Next(4)).Select(_ =>
                (rig.NextServerId(), random.Next(3), RandomBody(rig, random, known, depth + 1)))]);
        }

        var bytes = new List<byte>();
        bytes.AddRange(BitConverter.GetBytes(_constructors[random.Next(_constructors.Length)]));
        for (var left = random.Next(8); left > 0; left--)
        {
            switch (random.Next(5))
            {
                case 0:
                    bytes.AddRange(BitConverter.GetBytes(known[random.Next(known.Count)]));
                    break;
                case 1:
                    bytes.AddRange(BitConverter.GetBytes(0x1cb5c415));
                    bytes.AddRange(BitConverter.GetBytes(random.Next(3)));
                    break;
                case 2:
                    bytes.AddRange(BitConverter.GetBytes(random.Next(16, 65)));
                    break;
                case 3:
                    bytes.AddRange(BitConverter.GetBytes(_constructors[random.Next(_constructors.Length)]));
                    break;
                default:
                    bytes.AddRange(BitConverter.GetBytes(random.Next()));
                    break;
            }
        }

        return [.. bytes];
    }
}

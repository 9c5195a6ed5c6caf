using System.Text.Json;
using TelegramHost.MtProto.Crypto;
using TelegramHost.MtProto.Service;
using TelegramHost.MtProto.Session;
using TelegramHost.TestSupport;
using TelegramHost.Tl;

namespace TelegramHost.MtProto.Tests.Session;

/// <summary>Vector 11: packets of a server, good and bad, each against a fresh session.</summary>
public sealed class EnvelopeVectorTests
{
    public static TheoryData<string> ServerCases()
    {
        var cases = new TheoryData<string>();
        if (Vectors.Folder is null)
        {
            cases.Add("(no vectors)");
            return cases;
        }

        foreach (var item in Vectors.Load("11").GetProperty("server_to_client").EnumerateArray())
            cases.Add(item.GetProperty("name").GetString()!);
        return cases;
    }

    [VectorTheory]
    [MemberData(nameof(ServerCases))]
    public void ServerPacket_IsAcceptedOrRefusedAsTheVectorSays(string name)
    {
        var vectors = Vectors.Load("11");
        var item = vectors.GetProperty("server_to_client").EnumerateArray().Single(c => c.GetProperty("name").GetString() == name);
        using var key = new AuthKey(vectors.GetProperty("header").Hex("auth_key"));
        using var session = Connect(vectors, key, out var now);

        session.HandlePacket(item.Hex("wire"), now);

        var events = TakeEvents(session);
        var isClosed = events.Any(e => e is { Kind: SessionEventKind.CloseConnection, Reason: CloseReason.RefusedPacket });
        switch (item.GetProperty("expect").GetString())
        {
            case "accept":
                Assert.False(isClosed);
                // The pong was read: the session says that it has no such ping.
                Assert.Contains("pong", Assert.Single(events).Text, StringComparison.Ordinal);
                break;
            case "accept-envelope":
                Assert.False(isClosed);
                Assert.Equal(SessionEventKind.Notice, Assert.Single(events).Kind);
                break;
            case "accept-exempt":
                // The salt names the session's first message by chance, so it is taken; the other names none and is noticed.
                Assert.False(isClosed);
                Assert.Equal(name.StartsWith("bad_server_salt", StringComparison.Ordinal) ? SessionEventKind.SaltsChanged : SessionEventKind.Notice,
                    Assert.Single(events).Kind);
                break;
            case "reject":
                Assert.True(isClosed);
                Assert.Single(events);
                break;
            case "reject-or-floor16":
                Assert.True(isClosed || events.Count == 1);
                break;
            default:
                Assert.Fail($"unknown expectation of {name}");
                break;
        }

        session.HandleConnected(now);
        using var output = new TlBuffer();
        while (session.TryTakePacket(now, output))
            Assert.DoesNotContain(ServerHalf.Read(key, output.Written), m => m.Constructor == MsgsAck.Constructor && isClosed);
    }

    [VectorFact]
    public void DuplicateScript_TheSecondCopyIsNotUsedButAcknowledged()
    {
        var vectors = Vectors.Load("11");
        using var key = new AuthKey(vectors.GetProperty("header").Hex("auth_key"));
        using var session = Connect(vectors, key, out var now);
        var first = vectors.GetProperty("server_to_client")[0];

        session.HandlePacket(first.Hex("wire"), now);
        Assert.Single(TakeEvents(session));
        session.HandlePacket(first.Hex("wire"), now);

        Assert.Empty(TakeEvents(session));
        using var output = new TlBuffer();
        Assert.False(session.TryTakePacket(now.AddSeconds(29), output));
        Assert.True(session.TryTakePacket(now.AddSeconds(30), output));
        Assert.Equal(2, ServerHalf.Read(key, output.Written).Single().Read(MsgsAck.Read).MsgIds.Length);
    }

    [VectorFact]
    public void TimeCorrections_AreUsedFromOutsideTheWindow_WhenTheyNameOurMessage()
    {
        var now = DateTimeOffset.FromUnixTimeSeconds(1_700_000_000);
        using var rig = new SessionRig(now: now) { ServerAhead = TimeSpan.FromSeconds(5000) };
        rig.Enqueue(1);
        var request = rig.TakeRequests().Single();

        rig.Push(new BadMsgNotification { BadMsgId = request.PacketMsgId, BadMsgSeqno = request.PacketSeqNo, ErrorCode = 16 });

        Assert.Equal(SessionEventKind.TimeCorrected, rig.TakeOutcome().Kind);
        Assert.Single(rig.TakeRequests());
    }

    private static MtSession Connect(JsonElement vectors, AuthKey key, out DateTimeOffset now)
    {
        var header = vectors.GetProperty("header");
        now = DateTimeOffset.FromUnixTimeSeconds(header.GetProperty("assumed_now_unix").GetInt64());
        var session = new MtSession(key, new MtSessionOptions
        {
            SessionId = BitConverter.ToInt64(header.Hex("session_id_wire")),
            Salts = SessionRig.PlentyOfSalts(now),
        }, new SeededEntropy(3), now);
        session.HandleConnected(now);
        using var output = new TlBuffer();
        while (session.TryTakePacket(now, output))
            output.Clear();
        return session;
    }

    private static List<SessionEvent> TakeEvents(MtSession session)
    {
        var events = new List<SessionEvent>();
        while (session.TryTakeEvent(out var sessionEvent))
            events.Add(sessionEvent);
        return events;
    }
}

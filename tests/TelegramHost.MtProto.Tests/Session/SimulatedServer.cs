using System.Buffers.Binary;
using TelegramHost.MtProto.Crypto;
using TelegramHost.MtProto.Messages;
using TelegramHost.MtProto.Service;
using TelegramHost.Tl;

namespace TelegramHost.MtProto.Tests.Session;

/// <summary>
/// A server for the simulation, written without the session's code: it remembers what it received, executes each message once,
/// keeps its answers until they are acknowledged, changes its salt, and forgets the session now and then.
/// </summary>
internal sealed class SimulatedServer(AuthKey key, SeededEntropy entropy, Random random)
{
    private readonly Dictionary<long, ServerSession> _sessions = [];
    private uint _fraction = 1;

    public TimeSpan ClockAhead { get; init; }

    public long Salt { get; private set; } = 1;

    /// <summary>Whether packets of a connection that was cut may arrive behind those of the next one.</summary>
    public bool TakesLatePackets { get; init; }

    /// <summary>How often each request was executed, by its number.</summary>
    public Dictionary<int, int> Executions { get; } = [];

    public int Forgotten { get; private set; }

    public void ChangeSalt() => Salt++;

    public void Forget()
    {
        Forgotten++;
        foreach (var session in _sessions.Values)
            session.IsForgotten = true;
    }

    /// <summary>Reads a packet of the client and answers packets of its own.</summary>
    public List<byte[]> Receive(ReadOnlySpan<byte> packet, DateTimeOffset now)
    {
        var messages = ServerHalf.Read(key, packet);
        var (sessionId, salt) = (messages[0].SessionId, messages[0].Salt);
        var outgoing = new List<(byte[] Body, bool IsContentRelated, bool IsKept)>();
        var serverNow = (now + ClockAhead).ToUnixTimeSeconds();
        var packetSeconds = messages[0].PacketMsgId >> 32;

        if (packetSeconds < serverNow - 300 || packetSeconds > serverNow + 30)
        {
            var code = packetSeconds < serverNow ? 16 : 17;
            outgoing.Add((Bytes(new BadMsgNotification
            {
                BadMsgId = messages[0].PacketMsgId, BadMsgSeqno = messages[0].PacketSeqNo, ErrorCode = code,
            }), false, false));
            return Pack(sessionId, SessionOf(sessionId), outgoing, now);
        }

        if (salt != Salt)
        {
            outgoing.Add((Bytes(new BadServerSalt
            {
                BadMsgId = messages[0].PacketMsgId, BadMsgSeqno = messages[0].PacketSeqNo, ErrorCode = 48, NewServerSalt = Salt,
            }), false, false));
            return Pack(sessionId, SessionOf(sessionId), outgoing, now);
        }

        var session = SessionOf(sessionId);
        if (session.IsForgotten || session.Received.Count == 0)
        {
            _sessions[sessionId] = session = new ServerSession();
            var unique = random.NextInt64();
            outgoing.Add((Bytes(new NewSessionCreated { FirstMsgId = messages[0].MsgId, UniqueId = unique, ServerSalt = Salt }), true, true));
        }

        foreach (var message in messages)
            Digest(session, message, outgoing);
        return Pack(sessionId, session, outgoing, now);
    }

    /// <summary>What the server sends first on a new connection: every answer that was not acknowledged.</summary>
    public List<byte[]> Reconnect(long sessionId, DateTimeOffset now)
    {
        var session = SessionOf(sessionId);
        if (session.IsForgotten || session.Unacknowledged.Count == 0)
            return [];
        var packets = new List<byte[]>();
        foreach (var chunk in session.Unacknowledged.OrderBy(pair => pair.Key).Chunk(50))
        {
            var id = NextId(now);
            var body = ServerHalf.Container([.. chunk.Select(pair => (pair.Key, pair.Value.SeqNo, pair.Value.Body))]);
            packets.Add(ServerHalf.Write(key, Salt, sessionId, id, session.ContentRelated * 2, body, entropy));
        }

        return packets;
    }

    /// <summary>Whether a session was made, so that there is somebody to push to.</summary>
    public bool Knows(long sessionId) => SessionOf(sessionId).Received.Count > 0;

    /// <summary>A push of the server.</summary>
    public List<byte[]> Push(long sessionId, byte[] body, DateTimeOffset now) => Pack(sessionId, SessionOf(sessionId), [(body, true, true)], now);

    private static byte[] Bytes(ITlObject value) => SessionRig.Bytes(value);

    private ServerSession SessionOf(long sessionId)
    {
        if (!_sessions.TryGetValue(sessionId, out var session))
            _sessions.Add(sessionId, session = new ServerSession());
        return session;
    }

    private void Digest(ServerSession session, SentMessage message, List<(byte[] Body, bool IsContentRelated, bool IsKept)> outgoing)
    {
        Assert.True(session.Received.Add(message.MsgId), "the client used a message id twice");
        Assert.True(TakesLatePackets || message.MsgId > session.Highest, "message ids must rise on the wire");
        session.Highest = Math.Max(session.Highest, message.MsgId);
        switch (message.Constructor)
        {
            case MsgsAck.Constructor:
                foreach (var id in message.Read(MsgsAck.Read).MsgIds)
                    session.Unacknowledged.Remove(id);
                break;
            case PingDelayDisconnectRequest.Constructor:
                var pingId = message.Read(PingDelayDisconnectRequest.Read).PingId;
                outgoing.Add((Bytes(new Pong { MsgId = message.MsgId, PingId = pingId }), false, false));
                break;
            case MsgsStateReq.Constructor:
                var info = message.Read(MsgsStateReq.Read).MsgIds.Select(session.StateOf).ToArray();
                outgoing.Add((Bytes(new MsgsStateInfo { ReqMsgId = message.MsgId, Info = info }), false, false));
                break;
            case MsgResendReq.Constructor or MsgResendAnsReq.Constructor:
                break; // What is not acknowledged is sent again on the next connection anyway.
            case GetFutureSaltsRequest.Constructor:
                outgoing.Add((Bytes(new FutureSalts { ReqMsgId = message.MsgId, Now = 0, Salts = [] }), false, false));
                break;
            case DestroySessionRequest.Constructor:
                var destroyed = message.Read(DestroySessionRequest.Read).SessionId;
                outgoing.Add((Bytes(new DestroySessionOk { SessionId = destroyed }), false, false));
                break;
            case RpcDropAnswerRequest.Constructor:
                outgoing.Add((ServerHalf.Result(message.MsgId, Bytes(new RpcAnswerUnknown())), true, true));
                break;
            default:
                Execute(session, message, outgoing);
                break;
        }
    }

    private void Execute(ServerSession session, SentMessage message, List<(byte[] Body, bool IsContentRelated, bool IsKept)> outgoing)
    {
        Assert.Equal(1, message.SeqNo & 1);
        var body = message.Unpacked;
        Assert.Equal(0x11111111u, BinaryPrimitives.ReadUInt32LittleEndian(body));
        var number = BinaryPrimitives.ReadInt32LittleEndian(body.AsSpan(4));
        Executions[number] = Executions.GetValueOrDefault(number) + 1;
        byte[] result = [0x22, 0x22, 0x22, 0x22, .. body.AsSpan(4, 4)];
        switch (random.Next(5))
        {
            case 0:
                outgoing.Add((Bytes(new MsgsAck { MsgIds = [message.MsgId] }), false, false));
                session.Late.Add(ServerHalf.Result(message.MsgId, result));
                break;
            case 1:
                outgoing.Add((ServerHalf.Result(message.MsgId, ServerHalf.Gzip(result)), true, true));
                break;
            default:
                outgoing.Add((ServerHalf.Result(message.MsgId, result), true, true));
                break;
        }
    }

    private List<byte[]> Pack(
        long sessionId, ServerSession session, List<(byte[] Body, bool IsContentRelated, bool IsKept)> outgoing, DateTimeOffset now)
    {
        if (session.Late.Count > 0 && random.Next(3) == 0)
        {
            outgoing.AddRange(session.Late.Select(body => (body, true, true)));
            session.Late.Clear();
        }

        var messages = new List<(long MsgId, int SeqNo, byte[] Body)>();
        foreach (var (body, isContentRelated, isKept) in outgoing)
        {
            var seqNo = isContentRelated ? session.ContentRelated++ * 2 + 1 : session.ContentRelated * 2;
            var id = NextId(now);
            messages.Add((id, seqNo, body));
            if (isKept)
                session.Unacknowledged[id] = (seqNo, body);
        }

        if (messages.Count == 0)
            return [];
        return messages.Count == 1 || random.Next(2) == 0
            ? [.. messages.Select(m => ServerHalf.Write(key, Salt, sessionId, m.MsgId, m.SeqNo, m.Body, entropy))]
            : [ServerHalf.Write(key, Salt, sessionId, NextId(now), session.ContentRelated * 2, ServerHalf.Container([.. messages]), entropy)];
    }

    private long NextId(DateTimeOffset now) => ((now + ClockAhead).ToUnixTimeSeconds() << 32) | ((long)(_fraction++ & 0x3fffffff) << 2) | 1;

    private sealed class ServerSession
    {
        public HashSet<long> Received { get; } = [];

        public Dictionary<long, (int SeqNo, byte[] Body)> Unacknowledged { get; } = [];

        /// <summary>Answers that take their time.</summary>
        public List<byte[]> Late { get; } = [];

        public long Highest { get; set; }

        public int ContentRelated { get; set; }

        public bool IsForgotten { get; set; }

        public byte StateOf(long msgId) =>
            Received.Contains(msgId) ? (byte)(4 | 32) : msgId > Highest ? (byte)3 : msgId < Received.Min() ? (byte)1 : (byte)2;
    }
}

using System.Collections.Immutable;
using System.Buffers.Binary;
using TelegramHost.MtProto.Crypto;
using TelegramHost.MtProto.Service;
using TelegramHost.MtProto.Session;
using TelegramHost.Tl;

namespace TelegramHost.MtProto.Tests.Session;

/// <summary>A session beside a server that does only what the test tells it, and a clock that the test moves.</summary>
internal sealed class SessionRig : IDisposable
{
    public const long FirstSalt = 0x1122334455667788;

    private readonly SeededEntropy _entropy = new(1);
    private int _serverContent;
    private uint _serverFraction = 1;

    public SessionRig(MtSessionOptions? options = null, DateTimeOffset? now = null, bool connect = true)
    {
        Now = now ?? DateTimeOffset.FromUnixTimeSeconds(1_700_000_000);
        var keyBytes = new byte[AuthKey.SizeBytes];
        _entropy.Fill(keyBytes);
        Key = new AuthKey(keyBytes);
        Session = new MtSession(Key, options ?? OptionsWithSalts(Now), new SeededEntropy(2), Now);
        if (connect)
            Session.HandleConnected(Now);
    }

    public AuthKey Key { get; }

    public MtSession Session { get; }

    public DateTimeOffset Now { get; private set; }

    /// <summary>Server time minus the session's local time.</summary>
    public TimeSpan ServerAhead { get; set; }

    public static MtSessionOptions OptionsWithSalts(DateTimeOffset now) => new() { Salts = PlentyOfSalts(now) };

    /// <summary>Enough salts that none is asked for.</summary>
    public static ImmutableArray<ServerSalt> PlentyOfSalts(DateTimeOffset now) =>
        [.. Enumerable.Range(0, 64).Select(i => new ServerSalt(FirstSalt + i, now.AddMinutes(30 * i - 1), now.AddMinutes(30 * i + 29)))];

    public static byte[] Bytes(ITlObject value)
    {
        using var buffer = new TlBuffer();
        buffer.Append(value);
        return buffer.Written.ToArray();
    }

    /// <summary>A request that nothing else looks like.</summary>
    public static byte[] Request(int number, int bytes = 16)
    {
        var body = new byte[bytes];
        BinaryPrimitives.WriteUInt32LittleEndian(body, 0x11111111);
        BinaryPrimitives.WriteInt32LittleEndian(body.AsSpan(4), number);
        return body;
    }

    /// <summary>Random bytes, so that no compression shrinks them.</summary>
    public byte[] Incompressible(int bytes)
    {
        var body = new byte[bytes];
        _entropy.Fill(body);
        BinaryPrimitives.WriteUInt32LittleEndian(body, 0x11111111);
        return body;
    }

    public long Enqueue(int number, RequestKind? kind = null) => Session.Enqueue(Request(number), kind ?? RequestKind.Repeatable, Now);

    public void Advance(TimeSpan time) => Now += time;

    public void Advance(int seconds) => Now += TimeSpan.FromSeconds(seconds);

    /// <summary>Moves the clock to the session's next deadline and tells it.</summary>
    public void AdvanceToDeadline()
    {
        Now = Session.NextDeadline!.Value;
        Session.HandleTimeout(Now);
    }

    public void Reconnect()
    {
        Session.HandleDisconnected(Now);
        Session.HandleConnected(Now);
    }

    /// <summary>Takes everything that the session wants to send, packet by packet.</summary>
    public List<List<SentMessage>> TakePackets()
    {
        var packets = new List<List<SentMessage>>();
        using var buffer = new TlBuffer();
        while (Session.TryTakePacket(Now, buffer))
        {
            packets.Add(ServerHalf.Read(Key, buffer.Written));
            buffer.Clear();
        }

        return packets;
    }

    /// <summary>Takes every message that the session wants to send.</summary>
    public List<SentMessage> TakeSent() => [.. TakePackets().SelectMany(packet => packet)];

    /// <summary>Takes the messages that carry requests of the test.</summary>
    public List<SentMessage> TakeRequests() => [.. TakeSent().Where(message => TlConstructorOf(message.Unpacked) == 0x11111111)];

    /// <summary>Takes the messages that carry requests of the test, bare or behind another one.</summary>
    public List<SentMessage> TakeRequestsAndRows() => [.. TakeSent().Where(message => TlConstructorOf(message.Unpacked) is 0x11111111 or 0xcb9f372d)];

    /// <summary>Lets go what a fresh connection says by itself.</summary>
    public void Settle()
    {
        foreach (var ping in TakeSent().Where(message => message.Constructor == PingDelayDisconnectRequest.Constructor))
            Push(new Pong { MsgId = ping.MsgId, PingId = ping.Read(PingDelayDisconnectRequest.Read).PingId });
        TakeEvents();
    }

    public List<SessionEvent> TakeEvents()
    {
        var events = new List<SessionEvent>();
        while (Session.TryTakeEvent(out var sessionEvent))
            events.Add(sessionEvent);
        return events;
    }

    /// <summary>Takes the events without those that are only for the log.</summary>
    public List<SessionEvent> TakeOutcomes() => [.. TakeEvents().Where(e => e.Kind != SessionEventKind.Notice)];

    public SessionEvent TakeOutcome() => Assert.Single(TakeOutcomes());

    /// <summary>The next id of the server; answers end in 1, its own messages in 3.</summary>
    public long NextServerId(bool isAnswer = true) =>
        ((Now + ServerAhead).ToUnixTimeSeconds() << 32) | ((long)(_serverFraction++ & 0x3fffffff) << 2) | (isAnswer ? 1L : 3L);

    public int NextServerSeqNo(bool isContentRelated) => isContentRelated ? _serverContent++ * 2 + 1 : _serverContent * 2;

    /// <summary>Sends one message of the server.</summary>
    public long Push(ITlObject body, bool isContentRelated = false) => Push(Bytes(body), isContentRelated);

    public long Push(byte[] body, bool isContentRelated = false, long? msgId = null, int? seqNo = null, long? sessionId = null)
    {
        var id = msgId ?? NextServerId();
        var packet = ServerHalf.Write(Key, FirstSalt, sessionId ?? Session.SessionId, id, seqNo ?? NextServerSeqNo(isContentRelated), body, _entropy);
        Session.HandlePacket(packet, Now);
        return id;
    }

    /// <summary>Answers a request.</summary>
    public long PushResult(long requestMsgId, byte[] result) => Push(ServerHalf.Result(requestMsgId, result), isContentRelated: true);

    public void Dispose()
    {
        Session.Dispose();
        Key.Dispose();
    }

    private static uint TlConstructorOf(byte[] body) => BinaryPrimitives.ReadUInt32LittleEndian(body);
}

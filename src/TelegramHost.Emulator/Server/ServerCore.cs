using System.Buffers.Binary;
using System.Security.Cryptography;
using Microsoft.Extensions.Logging;
using TelegramHost.Emulator.Inspection;
using TelegramHost.Emulator.Server.Front;
using TelegramHost.MtProto.Crypto;
using TelegramHost.MtProto.Messages;
using TelegramHost.MtProto.Service;
using TelegramHost.Tl;

namespace TelegramHost.Emulator.Server;

/// <summary>Takes packets from connections to key exchanges and sessions, and carries out what sessions wish.</summary>
internal sealed class ServerCore
{
    private const int KeyUnknown = -404;
    private const int HeaderBytes = 32;

    private readonly EmulatorOptions _options;
    private readonly DataCenter _dataCenter;
    private readonly RequestDesk _requests;
    private readonly HandshakeDesk _handshakes;
    private readonly OffenceBook _offences;
    private readonly ILogger _logger;
    private readonly ServerMessageIds _plainIds = new();

    public ServerCore(
        EmulatorOptions options,
        DataCenter dataCenter,
        RequestDesk requests,
        ServerRsaKey rsaKey,
        OffenceBook offences,
        ProxyFront? front,
        EmulatorEntropy entropy,
        ILogger logger)
    {
        _options = options;
        _dataCenter = dataCenter;
        _requests = requests;
        Entropy = entropy;
        _offences = offences;
        _logger = logger;
        _handshakes = new HandshakeDesk(rsaKey, entropy, dataCenter.Keys.Contains, Serves);
        Front = front;
    }

    public AuthKeyRing Keys => _dataCenter.Keys;

    public EmulatorEntropy Entropy { get; }

    /// <summary>The proxy in front of this server, if there is one.</summary>
    public ProxyFront? Front { get; }

    /// <summary>The number of the data center that this server plays.</summary>
    public int DataCenter => _dataCenter.Number;

    /// <summary>Whether this server answers for the data center that a client names.</summary>
    public bool Serves(int named) => _dataCenter.Resolve(named) is not null;

    /// <summary>The emulator's time.</summary>
    public DateTimeOffset Now => _options.TimeProvider.GetUtcNow();

    /// <summary>Takes one packet; its bytes belong to the callee from now on.</summary>
    public void HandlePacket(ServerConnection connection, byte[] packet, bool wantsQuickAck)
    {
        // Real servers ignore what is too short to be a message; padded transports may send such packets to stay awake.
        if (packet.Length <= MessageCipher.HeaderBytes - 4)
            return;
        if (BinaryPrimitives.ReadInt64LittleEndian(packet) == 0)
            HandlePlain(connection, packet);
        else
            HandleEncrypted(connection, packet, wantsQuickAck);
    }

    /// <summary>Appends what a session has to say, if this connection is the one that carries it.</summary>
    public void CollectPackets(ServerConnection connection, AttachedSession session, ServerFraming framing, TlBuffer output)
    {
        var now = Now;
        using var plaintext = new TlBuffer(1024);
        using var packet = new TlBuffer(1024);
        lock (session.Key.Gate)
        {
            if (session.Connection != connection)
                return;
            while (session.Session.TryTakePacket(now, plaintext, connection.Id))
            {
                MessageCipher.Encrypt(session.Key.Key, Side.Server, plaintext.Written, Entropy, packet);
                connection.WriteEncrypted(packet.Written, framing, output);
                plaintext.Clear();
                packet.Clear();
            }
        }
    }

    /// <summary>A connection is gone.</summary>
    public void HandleLeft(ServerConnection connection, IEnumerable<AttachedSession> sessions)
    {
        foreach (var session in sessions)
        {
            lock (session.Key.Gate)
                session.Detach(connection, Now);
        }
    }

    private void HandlePlain(ServerConnection connection, byte[] packet)
    {
        HandshakeReply reply;
        try
        {
            reply = _handshakes.Handle(PlainMessage.ReadBody(packet), Now);
        }
        catch (TlFormatException exception)
        {
            reply = HandshakeReply.Refuse(exception.Message);
        }

        if (reply.Refusal is not null)
            ServerLog.HandshakeRefused(_logger, connection.Id, reply.Refusal);
        if (reply.Created is { } created)
            AddKey(created);
        if (reply.Body is null)
        {
            connection.SendError(reply.Error);
            return;
        }

        if (reply.Body.Length == 0)
            return;
        using var answer = new TlBuffer(reply.Body.Length + PlainMessage.HeaderBytes);
        lock (_plainIds)
            PlainMessage.Write(_plainIds.NextId(Now, isResponse: true), reply.Body, answer);
        connection.SendPacket(answer.Written.ToArray());
    }

    private void AddKey(NewAuthKey created)
    {
        // Another data center's number was refused long before.
        var dataCenter = _dataCenter.Resolve(created.DataCenter) ?? _dataCenter.Number;
        Keys.Add(new AuthKeyState(created, dataCenter, Entropy.NextInt64, Now));
        ServerLog.KeyCreated(_logger, created.Key.Id, dataCenter, created.ExpiresAt is not null);
    }

    private void HandleEncrypted(ServerConnection connection, byte[] packet, bool wantsQuickAck)
    {
        var keyId = BinaryPrimitives.ReadInt64LittleEndian(packet);
        if (Keys.Find(keyId, Now) is not { } key)
        {
            ServerLog.UnknownKey(_logger, connection.Id, keyId);
            connection.SendError(KeyUnknown);
            return;
        }

        if (!MessageCipher.TryDecrypt(key.Key, Side.Client, packet, out var plaintext)
            || !TryReadEnvelope(packet.AsMemory(MessageCipher.HeaderBytes, plaintext.Length), out var envelope))
        {
            ServerLog.PacketRefused(_logger, connection.Id, keyId, "wrong msg_key or length");
            connection.SendError(KeyUnknown);
            return;
        }

        if (wantsQuickAck)
            connection.SendQuickAck(QuickAckToken(key.Key, plaintext));
        HandleEnvelope(connection, key, envelope);
    }

    private void HandleEnvelope(ServerConnection connection, AuthKeyState key, Envelope envelope)
    {
        var now = Now;
        AttachedSession session;
        var events = new List<ServerSessionEvent>();
        lock (key.Gate)
        {
            key.ForgetStaleSessions(now);
            session = key.OpenSession(envelope.SessionId, Entropy.NextInt64, now);
            session.Attach(connection, now);
            session.Session.Handle(envelope.Salt, envelope.Message, now);
            while (session.Session.TryTakeEvent(out var sessionEvent))
                events.Add(sessionEvent);
        }

        foreach (var sessionEvent in events)
            HandleEvent(connection, session, sessionEvent);
        connection.Wake();
    }

    private void HandleEvent(ServerConnection connection, AttachedSession session, ServerSessionEvent sessionEvent)
    {
        switch (sessionEvent.Kind)
        {
            case ServerSessionEventKind.Request:
                _requests.Start(session, sessionEvent.MessageId, sessionEvent.Body);
                break;
            case ServerSessionEventKind.CancelRequest:
                lock (session.Key.Gate)
                    session.Requests.Cancel(sessionEvent.MessageId);
                break;
            case ServerSessionEventKind.DisconnectAfter:
                connection.DisconnectAfter(TimeSpan.FromSeconds(Math.Max(0, sessionEvent.Number)), _options.TimeProvider);
                break;
            case ServerSessionEventKind.DestroySession:
                DestroySession(session, sessionEvent.Number);
                break;
            case ServerSessionEventKind.DestroyAuthKey:
                DestroyKey(session);
                break;
            case ServerSessionEventKind.TransportError:
                connection.SendError((int)sessionEvent.Number);
                break;
            case ServerSessionEventKind.Offence:
                _offences.Add(new ProtocolOffence(Now, session.Key.Id, session.Session.Id, sessionEvent.MessageId, sessionEvent.Text!));
                break;
        }
    }

    private static void DestroySession(AttachedSession session, long destroyedId)
    {
        lock (session.Key.Gate)
        {
            // A session cannot destroy itself; it only ever names older ones.
            var isDestroyed = destroyedId != session.Session.Id && session.Key.RemoveSession(destroyedId);
            session.Session.Reply(isDestroyed
                ? new DestroySessionOk { SessionId = destroyedId }
                : (ITlObject)new DestroySessionNone { SessionId = destroyedId });
        }
    }

    private void DestroyKey(AttachedSession session)
    {
        lock (session.Key.Gate)
        {
            session.Key.Login.Account = null;
            session.Session.Reply(new DestroyAuthKeyOk());
        }

        Keys.Remove(session.Key);
        ServerLog.KeyDestroyed(_logger, session.Key.Id);
    }

    private static bool TryReadEnvelope(ReadOnlyMemory<byte> plaintext, out Envelope envelope)
    {
        envelope = default;
        var span = plaintext.Span;
        if (span.Length < HeaderBytes)
            return false;
        var length = BinaryPrimitives.ReadInt32LittleEndian(span[28..]);
        if (length < 0 || length % 4 != 0 || length > span.Length - HeaderBytes)
            return false;
        if (span.Length - HeaderBytes - length is < MessageCipher.MinPaddingBytes or > MessageCipher.MaxPaddingBytes)
            return false;
        envelope = new Envelope(
            BinaryPrimitives.ReadInt64LittleEndian(span),
            BinaryPrimitives.ReadInt64LittleEndian(span[8..]),
            new ClientMessage(
                BinaryPrimitives.ReadInt64LittleEndian(span[16..]),
                BinaryPrimitives.ReadInt32LittleEndian(span[24..]),
                plaintext.Slice(HeaderBytes, length)));
        return true;
    }

    /// <summary>"The first 32 bits of SHA256 of the part of the key used for msg_key, and the plaintext with its padding."</summary>
    private static uint QuickAckToken(AuthKey key, ReadOnlySpan<byte> plaintext)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        hash.AppendData(key.Bytes.Slice(88, 32));
        hash.AppendData(plaintext);
        return BinaryPrimitives.ReadUInt32LittleEndian(hash.GetHashAndReset());
    }

    private readonly record struct Envelope(long Salt, long SessionId, ClientMessage Message);
}

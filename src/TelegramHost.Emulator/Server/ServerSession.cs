using TelegramHost.MtProto.Messages;
using TelegramHost.MtProto.Service;
using TelegramHost.Tl;

namespace TelegramHost.Emulator.Server;

/// <summary>The server's end of one session: checks what a client says, remembers what it was told, and knows nothing of sockets.</summary>
/// <remarks>Not safe for several threads; the auth key's gate guards it. Source: https://core.telegram.org/mtproto/description</remarks>
internal sealed partial class ServerSession
{
    private const uint UploadFileId = 0x096a18d5;

    private static readonly TimeSpan MaxAge = TimeSpan.FromSeconds(300);
    private static readonly TimeSpan MaxAhead = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan AckPatience = TimeSpan.FromSeconds(60);

    private readonly SaltTable _salts;
    private readonly long _uniqueId;
    private readonly ReceivedMessages _received = new();
    private readonly OutgoingMessages _outgoing;
    private readonly List<long> _acksDue = [];
    private readonly Queue<ServerSessionEvent> _events = new();
    private bool _isAnnounced;
    private bool _isOddAckReported;

    public ServerSession(long id, SaltTable salts, long uniqueId, DateTimeOffset now, long idsAfter = 0)
    {
        _outgoing = new OutgoingMessages(idsAfter);
        Id = id;
        _salts = salts;
        _uniqueId = uniqueId;
        LastHeardOf = now;
    }

    public long Id { get; }

    /// <summary>When a connection last carried this session; ten minutes later it is forgotten.</summary>
    public DateTimeOffset LastHeardOf { get; set; }

    /// <summary>The newest identifier that the server used in it.</summary>
    public long NewestId => _outgoing.NewestId;

    /// <summary>How many messages wait to be sent.</summary>
    public int WaitingMessages => _outgoing.Count;

    public bool TryTakeEvent(out ServerSessionEvent sessionEvent) => _events.TryDequeue(out sessionEvent);

    /// <summary>Takes one decrypted message: all checks of the envelope, then its content.</summary>
    public void Handle(long salt, ClientMessage message, DateTimeOffset now)
    {
        LastHeardOf = now;
        if (CheckIdentifier(message.Id, now) is var fault and not BadMessage.None)
        {
            Reject(message, fault);
            return;
        }

        if (TakeWantedRejection(message) is var wanted and not BadMessage.None)
        {
            Reject(message, wanted, now);
            return;
        }

        if (!_salts.IsAccepted(salt, now))
        {
            RejectSalt(message, now);
            return;
        }

        if (PeekConstructor(message.Body.Span) == MessageContainer.Constructor)
            HandleContainer(message, now);
        else
            HandleMessages([message], now);
        ReportMissingAcks(now);
    }

    /// <summary>Answers a call; nothing happens if its client has dropped it.</summary>
    public void Answer(long requestId, ReadOnlyMemory<byte> result)
    {
        if (_received.Find(requestId) is not { IsRunning: true } request)
            return;
        request.IsRunning = false;
        if (request.IsDropped)
            return;
        Acknowledge(request);
        Reply(WrapResult(requestId, result.Span), isContent: true, requestId);
    }

    /// <summary>Says something that answers no message of the client.</summary>
    public void Push(byte[] body) => _outgoing.Add(new OutgoingMessage(body, isContent: true, isResponse: false, requestId: 0));

    /// <summary>Answers a service message.</summary>
    public void Reply(ITlObject answer, bool isContent = false) => Reply(Bytes(answer), isContent, requestId: 0);

    /// <summary>A new connection carries the session: what was not acknowledged on the old one is sent again.</summary>
    public void HandleConnected(DateTimeOffset now)
    {
        LastHeardOf = now;
        _outgoing.ResendAll();
    }

    /// <summary>A connection is gone, and another one carries the session already: what it carried without an acknowledgement is sent again.</summary>
    public void HandleConnectionLost(long connection) => _outgoing.ResendCarriedBy(connection);

    /// <summary>Writes the plaintext of the next envelope for a connection: salt, session, identifier, number, length and body.</summary>
    public bool TryTakePacket(DateTimeOffset now, TlBuffer output, long connection = 0)
    {
        if (_acksDue.Count > 0)
        {
            _outgoing.Add(new OutgoingMessage(
                Bytes(new MsgsAck { MsgIds = [.. _acksDue] }), isContent: false, isResponse: true, requestId: 0));
            foreach (var id in _acksDue)
                _received.Find(id)?.IsAcknowledged = true;
            _acksDue.Clear();
        }

        if (_outgoing.IsEmpty)
            return false;
        var writer = new TlWriter(output);
        writer.WriteInt64(_salts.Current(now));
        writer.WriteInt64(Id);
        writer.Flush();
        return _outgoing.TryWrite(now, output, connection);
    }

    private static BadMessage CheckIdentifier(long id, DateTimeOffset now)
    {
        if ((id & 3) != 0)
            return BadMessage.IdNotDivisibleByFour;
        // Compared as identifiers: a nonsensical one may lie outside of what a date can hold.
        if (id < ServerMessageIds.At(now - MaxAge))
            return BadMessage.IdTooLow;
        return id > ServerMessageIds.At(now + MaxAhead) ? BadMessage.IdTooHigh : BadMessage.None;
    }

    private void HandleContainer(ClientMessage container, DateTimeOffset now)
    {
        if (_received.Find(container.Id) is not null)
        {
            Reject(container, BadMessage.ContainerIdRepeated);
            return;
        }

        if ((container.SeqNo & 1) != 0)
        {
            Reject(container, BadMessage.EvenSeqNoExpected);
            return;
        }

        if (!ClientContainer.TryRead(container, out var messages))
        {
            Reject(container, BadMessage.InvalidContainer);
            return;
        }

        if (_received.CheckOrder(container.Id, container.SeqNo) is var fault and not BadMessage.None)
        {
            Reject(container, fault);
            return;
        }

        HandleMessages(messages, now);
        // Its own messages come first: whatever they are, the container is younger.
        _received.Add(container.Id, container.SeqNo);
    }

    private void HandleMessages(List<ClientMessage> messages, DateTimeOffset now)
    {
        foreach (var message in messages)
        {
            if (_received.Find(message.Id) is { } known)
            {
                Repeat(known);
                continue;
            }

            if (Unpacked(message) is not { } content)
                continue;
            if (TakeWantedRejection(content) is var wanted and not BadMessage.None)
            {
                Reject(message, wanted);
                continue;
            }

            if (CheckMessage(message, PeekConstructor(content.Span)) is var fault and not BadMessage.None)
            {
                Reject(message, fault);
                continue;
            }

            if (!_isAnnounced)
                Announce(messages);
            var received = _received.Add(message.Id, message.SeqNo);
            HandleContent(message with { Body = content }, received, now);
        }
    }

    private BadMessage CheckMessage(ClientMessage message, uint constructor)
    {
        if ((message.Id & 3) != 0)
            return BadMessage.IdNotDivisibleByFour;
        if (_received.IsForgotten(message.Id))
            return BadMessage.TooOld;
        // Of service messages clients number some as content and some not, even acks, and Telegram takes both.
        if (constructor is MsgsAck.Constructor && (message.SeqNo & 1) != 0 && !_isOddAckReported)
        {
            _isOddAckReported = true;
            Offend(message.Id, "msgs_ack came with an odd seqno, as if it had to be acknowledged itself; said once for a session");
        }

        if (!IsService(constructor) && (message.SeqNo & 1) == 0)
            return BadMessage.OddSeqNoExpected;
        return _received.CheckOrder(message.Id, message.SeqNo);
    }

    /// <summary>
    /// "The server notifies the client that a new session … was created. If, after this, the client receives a new_session_created
    /// notification, it must re-send messages with a lower msg_id than first_msg_id."
    /// </summary>
    private void Announce(List<ClientMessage> firstMessages)
    {
        _isAnnounced = true;
        var body = Bytes(new NewSessionCreated
        {
            FirstMsgId = firstMessages.Min(message => message.Id),
            UniqueId = _uniqueId,
            ServerSalt = _salts.Current(LastHeardOf),
        });
        _outgoing.Add(new OutgoingMessage(body, isContent: true, isResponse: true, requestId: 0, isAnnouncement: true));
    }

    /// <summary>The client could not know that the message had arrived; it is acknowledged or answered again, and not carried out again.</summary>
    private void Repeat(ReceivedMessage known)
    {
        Offend(known.Id, "a message was sent twice with the same msg_id");
        if (known.IsRequest && _outgoing.FindAnswer(known.Id) is { } answer)
            _outgoing.Resend(answer.Id);
        else if (known.IsContent)
            _acksDue.Add(known.Id);
    }

    private void Reject(ClientMessage message, BadMessage fault)
    {
        Offend(message.Id, $"bad message {(int)fault} ({fault})");
        Reply(new BadMsgNotification { BadMsgId = message.Id, BadMsgSeqno = message.SeqNo, ErrorCode = (int)fault });
    }

    private void RejectSalt(ClientMessage message, DateTimeOffset now) => Reply(new BadServerSalt
    {
        BadMsgId = message.Id,
        BadMsgSeqno = message.SeqNo,
        ErrorCode = (int)BadMessage.BadSalt,
        NewServerSalt = _salts.Current(now),
    });

    private void ReportMissingAcks(DateTimeOffset now)
    {
        foreach (var message in _outgoing.Unacknowledged)
        {
            if (message.IsReportedUnacknowledged || now - message.SentAt <= AckPatience)
                continue;
            message.IsReportedUnacknowledged = true;
            Offend(message.Id, $"a message that must be acknowledged was not, within {AckPatience.TotalSeconds} seconds");
        }
    }

    private void Offend(long messageId, string text) =>
        _events.Enqueue(new ServerSessionEvent(ServerSessionEventKind.Offence, messageId, Text: text));

    private void Acknowledge(ReceivedMessage message)
    {
        message.IsAcknowledged = true;
        _acksDue.Remove(message.Id);
    }

    private void Reply(byte[] body, bool isContent, long requestId) =>
        _outgoing.Add(new OutgoingMessage(body, isContent, isResponse: true, requestId));

    private static uint PeekConstructor(ReadOnlySpan<byte> body) => body.Length < 4 ? 0 : BitConverter.ToUInt32(body);

    private static byte[] Bytes(ITlObject value)
    {
        using var buffer = new TlBuffer(256);
        buffer.Append(value);
        return buffer.Written.ToArray();
    }

    private static byte[] WrapResult(long requestId, ReadOnlySpan<byte> result)
    {
        using var buffer = new TlBuffer(result.Length + 12);
        var writer = new TlWriter(buffer);
        writer.WriteConstructor(RpcResult.Constructor);
        writer.WriteInt64(requestId);
        // Files are random bytes as a rule; to pack them would only cost time.
        writer.WriteRaw(PeekConstructor(result) == UploadFileId ? result : GzipPacked.TryPack(result) ?? result);
        writer.Flush();
        return buffer.Written.ToArray();
    }
}

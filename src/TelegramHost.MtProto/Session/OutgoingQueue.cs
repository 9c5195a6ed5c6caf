using System.Buffers.Binary;
using TelegramHost.MtProto.Messages;
using TelegramHost.Tl;

namespace TelegramHost.MtProto.Session;

/// <summary>Packs what waits into the plaintext of one packet: a message alone, or a container of many.</summary>
/// <remarks>Source: https://core.telegram.org/mtproto/service_messages#containers</remarks>
internal sealed class OutgoingQueue(SessionState state, int disconnectDelaySeconds) : IDisposable
{
    // A container begins salt, session_id, its own message header, its id and count; a message alone lacks the last two
    // and takes the same header as inside a container. So messages are written behind the longer prefix, and a packet
    // with one message begins ContainerBytes later.
    private const int PacketHeaderBytes = 16;
    private const int ContainerBytes = InnerMessage.HeaderBytes + MessageContainer.HeaderBytes;
    private const int PrefixBytes = PacketHeaderBytes + ContainerBytes;

    // invokeAfterMsg#cb9f372d {X:Type} msg_id:long query:!X = X; the one function of the API that speaks of messages.
    private const uint InvokeAfterMsg = 0xcb9f372d;

    // The server takes 1024 messages; other clients stop at about as many, and at 2^15 bytes.
    private const int MaxMessages = 1000;
    private const int MaxContainerBytes = 1 << 15;

    // On a line that has broken, what this side tells and asks goes in packets of its own, each with one long list at most:
    // it is what stops the server from sending the same again, and must not be lost with a crowd of requests.
    private const int MaxCarefulBytes = ServiceMessage.MaxIds * sizeof(long) + 1024;

    private readonly TlBuffer _plain = new(holdsSecrets: true);
    private readonly List<PendingRequest> _packed = [];
    private int _count;
    private int _requestBytes;
    private long _firstMsgId;

    /// <summary>The plaintext of the next packet, salt to last body, valid until the next call; empty if nothing waits.</summary>
    public ReadOnlySpan<byte> Pack(DateTimeOffset now)
    {
        Reset();
        var isServiceDue = !state.Services.IsEmpty || state.Acks.IsDue(now);
        var next = state.Requests.TryPeek(out var first) ? first : null;
        var isHeld = next is not null && !IsInWindow(next);
        if (!isServiceDue && (next is null || (isHeld && state.Window.IsProbing)))
        {
            // Nothing is held while nothing is sent, least of all a plaintext.
            _plain.Dispose();
            return default;
        }

        _plain.GetSpan(PrefixBytes)[..PrefixBytes].Clear();
        _plain.Advance(PrefixBytes);
        if (!isServiceDue && next is not null && !isHeld && TravelsAlone(next))
        {
            AppendRequest(next, now);
            return Finish(now);
        }

        var mostBytes = state.Window.IsLimited ? MaxCarefulBytes : MaxContainerBytes;
        AppendAcks(now, mostBytes);
        while (state.Services.TryPeek(out var service) && HasRoom(service.MaxBytes, mostBytes))
        {
            state.Services.Take();
            AppendService(service, now);
        }

        if (isServiceDue && state.Window.IsLimited)
            return Finish(now);
        while (state.Requests.TryPeek(out var request) && !TravelsAlone(request) && HasRoom(request.WireBytes) && IsInWindow(request))
            AppendRequest(request, now);
        return Finish(now);
    }

    /// <inheritdoc/>
    public void Dispose() => _plain.Dispose();

    // The server limits file parts for each container, and a big body gains nothing from company.
    private static bool TravelsAlone(PendingRequest request) =>
        request.Kind.IsFilePart || request.WireBytes > MaxContainerBytes - InnerMessage.HeaderBytes;

    private bool HasRoom(int bodyBytes, int mostBytes = MaxContainerBytes) =>
        _count < MaxMessages
        && (_count == 0 || _plain.Length - PacketHeaderBytes + InnerMessage.HeaderBytes + bodyBytes <= mostBytes);

    private bool IsInWindow(PendingRequest request) => state.Window.HasRoom(_requestBytes, InnerMessage.HeaderBytes + request.WireBytes);

    private void Reset()
    {
        _plain.Clear();
        _packed.Clear();
        _requestBytes = 0;
        _count = 0;
        _firstMsgId = 0;
    }

    private void AppendAcks(DateTimeOffset now, int mostBytes)
    {
        while (Math.Min(state.Acks.Count, ServiceMessage.MaxIds) is var count and > 0 && HasRoom(24 + count * sizeof(long), mostBytes))
        {
            var ids = new long[count];
            state.Acks.Take(ids);
            AppendService(new ServiceMessage(ServiceMessageKind.Ack, Ids: ids), now);
        }
    }

    private void AppendService(in ServiceMessage message, DateTimeOffset now)
    {
        var start = BeginMessage();
        var writer = new TlWriter(_plain);
        message.Write(ref writer, disconnectDelaySeconds);
        writer.Flush();
        // Nothing of these asks for an acknowledgement of its own, so none is content-related.
        state.Services.MarkSent(message, EndMessage(start, state.Clock.NextId(now), isContentRelated: false));
    }

    private void AppendRequest(PendingRequest request, DateTimeOffset now)
    {
        var start = BeginMessage();
        var msgId = state.Clock.NextId(now);
        request.BeSentAs(msgId);
        _requestBytes += InnerMessage.HeaderBytes + request.WireBytes;
        if (request.Predecessor is { } predecessor)
            AppendWrapper(predecessor.MsgId);
        _plain.Append(request.Body.Span);
        state.Requests.MarkSent(request, EndMessage(start, msgId, isContentRelated: true), now);
        _packed.Add(request);
    }

    // "invokeAfterMsg must always be the outermost wrapper." — https://core.telegram.org/api/invoking#sequential-requests
    private void AppendWrapper(long msgId)
    {
        var writer = new TlWriter(_plain);
        writer.WriteConstructor(InvokeAfterMsg);
        writer.WriteInt64(msgId);
        writer.Flush();
    }

    private int BeginMessage()
    {
        var start = _plain.Length;
        _plain.GetSpan(InnerMessage.HeaderBytes);
        _plain.Advance(InnerMessage.HeaderBytes);
        return start;
    }

    private long EndMessage(int start, long msgId, bool isContentRelated)
    {
        var bodyBytes = _plain.Length - start - InnerMessage.HeaderBytes;
        InnerMessage.WriteHeader(_plain.Written[start..], msgId, state.Clock.NextSeqNo(isContentRelated), bodyBytes);
        if (_count++ == 0)
            _firstMsgId = msgId;
        return msgId;
    }

    private ReadOnlySpan<byte> Finish(DateTimeOffset now)
    {
        NoteUnderWay(now);
        if (_count > 1)
            WriteContainerHeader(now);
        var packet = _plain.Written[(_count > 1 ? 0 : ContainerBytes)..];
        BinaryPrimitives.WriteInt64LittleEndian(packet, state.CurrentSalt(now));
        BinaryPrimitives.WriteInt64LittleEndian(packet[8..], state.SessionId);
        return packet;
    }

    // Answers may take long, and a server need not acknowledge at once: when requests have to wait for a proof, a pong is asked for.
    private void NoteUnderWay(DateTimeOffset now)
    {
        if (_requestBytes > 0)
        {
            var mark = state.Window.NoteSent(_requestBytes);
            foreach (var request in _packed)
                request.SentMark = mark;
            _requestBytes = 0;
        }

        if (_packed.Exists(TravelsAlone))
            return; // The ping follows in the next packet.
        if (state.Window.IsProbing || !state.Requests.TryPeek(out var next) || IsInWindow(next))
            return;
        var pingId = state.KeepAlive.TakeProbe(now);
        AppendService(new ServiceMessage(ServiceMessageKind.Ping, pingId), now);
        state.Window.NoteProbe(pingId);
    }

    // Its id is taken last: "the msg_id of the container must be strictly greater than those of its messages".
    private void WriteContainerHeader(DateTimeOffset now)
    {
        var containerId = state.Clock.NextId(now);
        var header = _plain.Written[PacketHeaderBytes..];
        InnerMessage.WriteHeader(header, containerId, state.Clock.NextSeqNo(isContentRelated: false),
            _plain.Length - PacketHeaderBytes - InnerMessage.HeaderBytes);
        MessageContainer.WriteHeader(header[InnerMessage.HeaderBytes..], _count);

        state.Services.MarkContained(_firstMsgId, containerId);
        foreach (var request in _packed)
            request.PacketMsgId = containerId;
    }
}

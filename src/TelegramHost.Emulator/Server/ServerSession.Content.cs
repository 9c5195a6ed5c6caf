using TelegramHost.MtProto.Messages;
using TelegramHost.MtProto.Service;
using TelegramHost.Tl;

namespace TelegramHost.Emulator.Server;

/// <summary>What a client's accepted messages do: one method for each service message, an event for each call.</summary>
internal sealed partial class ServerSession
{
    private const int MaxIdsInQuery = 8192;
    private const int FloodError = -429;

    private static bool IsService(uint constructor) => constructor is
        MsgsAck.Constructor or PingRequest.Constructor or PingDelayDisconnectRequest.Constructor or GetFutureSaltsRequest.Constructor
        or MsgsStateReq.Constructor or MsgResendReq.Constructor or MsgResendAnsReq.Constructor or MsgsStateInfo.Constructor or MsgsAllInfo.Constructor
        or MsgDetailedInfo.Constructor or MsgNewDetailedInfo.Constructor or HttpWait.Constructor or RpcDropAnswerRequest.Constructor
        or DestroySessionRequest.Constructor or DestroyAuthKeyRequest.Constructor;

    private void HandleContent(ClientMessage message, ReceivedMessage received, DateTimeOffset now)
    {
        var constructor = PeekConstructor(message.Body.Span);
        try
        {
            if (IsService(constructor))
                HandleService(constructor, message, received, now);
            else
                HandleRequest(message, received);
        }
        catch (TlFormatException exception)
        {
            Offend(message.Id, $"a service message cannot be read: {exception.Message}");
        }
    }

    private void HandleRequest(ClientMessage message, ReceivedMessage received)
    {
        received.IsRequest = true;
        received.IsRunning = true;
        _acksDue.Add(message.Id);
        _events.Enqueue(new ServerSessionEvent(ServerSessionEventKind.Request, message.Id, message.Body));
    }

    private void HandleService(uint constructor, ClientMessage message, ReceivedMessage received, DateTimeOffset now)
    {
        var reader = new TlReader(message.Body.Span);
        var isAnswered = true;
        switch (constructor)
        {
            case PingRequest.Constructor:
                Reply(new Pong { MsgId = message.Id, PingId = PingRequest.Read(ref reader).PingId });
                break;
            case PingDelayDisconnectRequest.Constructor:
                Handle(PingDelayDisconnectRequest.Read(ref reader), message.Id);
                break;
            case GetFutureSaltsRequest.Constructor:
                Handle(GetFutureSaltsRequest.Read(ref reader), message.Id, now);
                break;
            case MsgsStateReq.Constructor:
                HandleStateReq(MsgsStateReq.Read(ref reader).MsgIds, message.Id);
                break;
            case MsgResendReq.Constructor:
                HandleResendReq(MsgResendReq.Read(ref reader).MsgIds, message.Id);
                break;
            case MsgResendAnsReq.Constructor:
                HandleResendAnswerReq(MsgResendAnsReq.Read(ref reader).MsgIds, message.Id);
                break;
            case RpcDropAnswerRequest.Constructor:
                Handle(RpcDropAnswerRequest.Read(ref reader), message.Id);
                break;
            case DestroySessionRequest.Constructor:
                _events.Enqueue(new ServerSessionEvent(
                    ServerSessionEventKind.DestroySession, message.Id, Number: DestroySessionRequest.Read(ref reader).SessionId));
                break;
            case DestroyAuthKeyRequest.Constructor:
                _events.Enqueue(new ServerSessionEvent(ServerSessionEventKind.DestroyAuthKey, message.Id));
                break;
            case MsgsAck.Constructor:
                HandleAck(MsgsAck.Read(ref reader).MsgIds);
                isAnswered = false;
                break;
            default:
                // http_wait means nothing on TCP; reports of the client's own state need no answer.
                isAnswered = false;
                break;
        }

        if (isAnswered)
            received.IsAcknowledged = true;
        else if (received.IsContent)
            _acksDue.Add(message.Id);
    }

    /// <summary>"The server will close the connection disconnect_delay seconds later unless it receives a new message of the same type."</summary>
    private void Handle(PingDelayDisconnectRequest ping, long messageId)
    {
        Reply(new Pong { MsgId = messageId, PingId = ping.PingId });
        _events.Enqueue(new ServerSessionEvent(ServerSessionEventKind.DisconnectAfter, messageId, Number: ping.DisconnectDelay));
    }

    private void Handle(GetFutureSaltsRequest request, long messageId, DateTimeOffset now) => Reply(new FutureSalts
    {
        ReqMsgId = messageId,
        Now = (int)now.ToUnixTimeSeconds(),
        Salts =
        [
            .. _salts.Future(request.Num, now).Select(period => new FutureSalt
            {
                ValidSince = (int)period.ValidSince.ToUnixTimeSeconds(),
                ValidUntil = (int)period.ValidUntil.ToUnixTimeSeconds(),
                Salt = period.Salt,
            }),
        ],
    });

    private void HandleAck(long[] ids)
    {
        if (IsTooMany(ids))
            return;
        foreach (var id in ids)
            _outgoing.Acknowledge(id);
    }

    private void HandleStateReq(long[] ids, long messageId)
    {
        if (!IsTooMany(ids))
            Reply(new MsgsStateInfo { ReqMsgId = messageId, Info = Array.ConvertAll(ids, _received.StateOf) });
    }

    /// <summary>
    /// "The remote party immediately responds by re-sending the requested messages. If at least one of them does not exist …
    /// MsgsStateInfo is returned for all messages requested, as if the query had been a MsgsStateReq."
    /// </summary>
    private void HandleResendReq(long[] ids, long messageId)
    {
        if (IsTooMany(ids))
            return;
        var isComplete = true;
        foreach (var id in ids)
            isComplete &= _outgoing.Resend(id);
        if (!isComplete)
            HandleStateReq(ids, messageId);
    }

    /// <summary>The same, but the identifiers are those of the client's own calls, whose answers are to be sent again.</summary>
    private void HandleResendAnswerReq(long[] ids, long messageId)
    {
        if (IsTooMany(ids))
            return;
        foreach (var id in ids)
        {
            if (_outgoing.FindAnswer(id) is { } answer)
                _outgoing.Resend(answer.Id);
        }

        HandleStateReq(ids, messageId);
    }

    /// <summary>Unlike other service messages this one is a call: its answer comes in an <c>rpc_result</c>.</summary>
    private void Handle(RpcDropAnswerRequest request, long messageId)
    {
        RpcDropAnswerBase answer = new RpcAnswerUnknown();
        var dropped = _received.Find(request.ReqMsgId);
        if (dropped is { IsRunning: true, IsDropped: false })
        {
            dropped.IsDropped = true;
            _events.Enqueue(new ServerSessionEvent(ServerSessionEventKind.CancelRequest, request.ReqMsgId));
            answer = new RpcAnswerDroppedRunning();
        }
        else if (_outgoing.FindAnswer(request.ReqMsgId) is { } unread)
        {
            _outgoing.Remove(unread);
            answer = new RpcAnswerDropped { MsgId = unread.Id, SeqNo = unread.SeqNo, Bytes = unread.Body.Length };
        }

        Reply(WrapResult(messageId, Bytes(answer)), isContent: true, messageId);
    }

    private bool IsTooMany(long[] ids)
    {
        if (ids.Length <= MaxIdsInQuery)
            return false;
        _events.Enqueue(new ServerSessionEvent(ServerSessionEventKind.TransportError, Number: FloodError));
        return true;
    }

    /// <summary>The content of a message, out of <c>gzip_packed</c> if need be; null if that cannot be opened.</summary>
    private ReadOnlyMemory<byte>? Unpacked(ClientMessage message)
    {
        if (!GzipPacked.IsPacked(message.Body.Span))
            return message.Body;
        try
        {
            return GzipPacked.Inflate(message.Body.Span);
        }
        catch (TlFormatException exception)
        {
            Offend(message.Id, $"gzip_packed cannot be opened: {exception.Message}");
            return null;
        }
    }
}

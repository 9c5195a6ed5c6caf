using TelegramHost.MtProto.Messages;
using TelegramHost.MtProto.Service;
using TelegramHost.Tl;

namespace TelegramHost.MtProto.Session;

/// <summary>Takes an accepted packet apart (containers, copies, packed objects) and gives each message to the one who knows it.</summary>
/// <remarks>
/// What no service message claims is pushed by the server of its own accord and goes out as it is: this room knows
/// MTProto's schema only, and a newer layer's object must reach the one who can ask for the difference.
/// </remarks>
internal sealed class IncomingMessages(SessionState state)
{
    private const int MaxSecondsPast = 300;
    private const int MaxSecondsAhead = 30;

    private readonly AnswerHandlers _answers = new(state);
    private readonly CorrectionHandlers _corrections = new(state);
    private readonly StateHandlers _states = new(state);
    private int _aheadInARow;

    /// <summary>Digests the message of one packet.</summary>
    /// <returns>Why the packet is refused as a whole, or null. Nothing of a refused packet is used.</returns>
    public string? Handle(InnerMessage message, DateTimeOffset now)
    {
        if (MessageContainer.IsContainer(message.Body) && CheckContainer(message) is { } fault)
        {
            state.Close(CloseReason.ProtocolViolation, fault);
            return null;
        }

        var secondsAhead = MessageId.ToUnixSeconds(message.MsgId) - state.Clock.ServerTime(now).ToUnixTimeSeconds();
        // What is authentic, of this very session and from the future is no replay; what is from the past may only have been long on its way.
        if (state.IsTimeInDoubt && secondsAhead > 0)
        {
            state.CorrectTime(MessageId.ToTime(message.MsgId), now);
            secondsAhead = 0;
        }

        var isInTime = secondsAhead is >= -MaxSecondsPast and <= MaxSecondsAhead;
        if (!isInTime && !HoldsCorrection(message.Body))
            return RefuseTime(message.MsgId, secondsAhead, now);

        _aheadInARow = 0;
        state.KeepAlive.NoteReceived(now);
        Digest(message, new Context(now, CorrectionsOnly: !isInTime));
        return null;
    }

    // "All messages in a container must have msg_id lower than that of the container itself. A container does not require an
    // acknowledgment and may not carry other simple containers." — https://core.telegram.org/mtproto/service_messages#simple-container
    private static string? CheckContainer(InnerMessage outer)
    {
        try
        {
            MessageContainer.Check(outer.Body);
            var container = new MessageContainer(outer.Body);
            while (container.TryReadNext(out var message))
            {
                if (!MessageId.IsFromServer(message.MsgId) || message.MsgId >= outer.MsgId || message.SeqNo > outer.SeqNo)
                {
                    return $"A container 0x{outer.MsgId:x16} (seqno {outer.SeqNo}) holds message 0x{message.MsgId:x16} "
                        + $"(seqno {message.SeqNo}); expected a server's, with a lower id and no higher number.";
                }
            }

            return null;
        }
        catch (TlFormatException exception)
        {
            return exception.Message;
        }
    }

    // "Certain client-to-server service messages … may, nonetheless, be processed on the client even if the time appears to be
    // 'incorrect'. This is especially true of messages to change server_salt and notifications about invalid time on the client."
    // — https://core.telegram.org/mtproto/security_guidelines#checking-msg-id
    private static bool HoldsCorrection(ReadOnlySpan<byte> body)
    {
        if (!MessageContainer.IsContainer(body))
            return IsCorrection(TlConstructor.Peek(body));
        var container = new MessageContainer(body);
        while (container.TryReadNext(out var message))
        {
            if (IsCorrection(TlConstructor.Peek(message.Body)))
                return true;
        }

        return false;
    }

    private static bool IsCorrection(uint constructor) => constructor is BadServerSalt.Constructor or BadMsgNotification.Constructor;

    // The packet is authentic and belongs to this very session, so an id from the future cannot be a replay: if it happens
    // again on the next connection, the stored time offset is wrong and would lock this side out for good.
    private string RefuseTime(long msgId, long secondsAhead, DateTimeOffset now)
    {
        _aheadInARow = secondsAhead > 0 ? _aheadInARow + 1 : 0;
        if (_aheadInARow > 1)
        {
            _aheadInARow = 0;
            state.CorrectTime(MessageId.ToTime(msgId), now);
        }

        return $"its msg_id is {secondsAhead} s off the server time known here; expected -{MaxSecondsPast} to +{MaxSecondsAhead} s";
    }

    private void Digest(InnerMessage message, Context context)
    {
        switch (state.Received.Add(message.MsgId))
        {
            case ReceivedIdVerdict.TooOld when !_answers.IsAwaited(message.Body):
                state.Notice($"Message 0x{message.MsgId:x16} is older than all that are remembered; it is ignored.");
                return;
            case ReceivedIdVerdict.Duplicate:
                AcknowledgeAgain(message, context.Now);
                return;
        }

        try
        {
            if (Dispatch(message, message.Body, owned: null, context) && message.IsContentRelated && !context.CorrectionsOnly)
                state.Acks.Add(message.MsgId, context.Now);
        }
        catch (TlFormatException exception)
        {
            state.Notice($"Message 0x{message.MsgId:x16} is unreadable and ignored: {exception.Message}");
        }
    }

    private void AcknowledgeAgain(InnerMessage message, DateTimeOffset now)
    {
        if (message.IsContentRelated)
            state.Acks.Add(message.MsgId, now);
        if (!MessageContainer.IsContainer(message.Body))
            return;
        var container = new MessageContainer(message.Body);
        while (container.TryReadNext(out var inner))
        {
            if (inner.IsContentRelated)
                state.Acks.Add(inner.MsgId, now);
        }
    }

    /// <returns>Whether the message was accepted and may be acknowledged.</returns>
    private bool Dispatch(InnerMessage message, ReadOnlySpan<byte> body, byte[]? owned, Context context)
    {
        var constructor = TlConstructor.Peek(body);
        if (context.CorrectionsOnly && constructor != MessageContainer.Constructor && !IsCorrection(constructor))
            return false;

        switch (constructor)
        {
            case MessageContainer.Constructor when owned is null:
                DigestContainer(body, context);
                return true;
            case GzipPacked.Constructor when owned is null:
                return DispatchPacked(message, context);
            case MessageCopy.Constructor:
                DigestCopy(message, body, context);
                return true;
            case MessageContainer.Constructor or GzipPacked.Constructor:
                state.Notice($"Message 0x{message.MsgId:x16} packs what may not be packed (0x{constructor:x8}); it is ignored.");
                return true;

            case RpcResult.Constructor:
                _answers.HandleRpcResult(message.MsgId, body, context.Now);
                return true;
            case Pong.Constructor:
                _answers.HandlePong(message.MsgId, body, context.Now);
                return true;
            case MsgsAck.Constructor:
                _answers.HandleAck(body);
                return true;

            case BadServerSalt.Constructor:
                _corrections.HandleBadServerSalt(body, context.Now);
                return true;
            case BadMsgNotification.Constructor:
                _corrections.HandleBadMsgNotification(message.MsgId, body, context.Now);
                return true;
            case NewSessionCreated.Constructor:
                _corrections.HandleNewSessionCreated(body, context.Now);
                return true;
            case FutureSalts.Constructor:
                _corrections.HandleFutureSalts(body, context.Now);
                return true;

            case MsgsStateInfo.Constructor:
                _states.HandleStateInfo(body, context.Now);
                return true;
            case MsgsAllInfo.Constructor:
                _states.HandleAllInfo(body);
                return true;
            case MsgDetailedInfo.Constructor:
                _states.HandleDetailedInfo(body, context.Now);
                return true;
            case MsgNewDetailedInfo.Constructor:
                _states.HandleNewDetailedInfo(body, context.Now);
                return true;
            case MsgsStateReq.Constructor:
                _states.HandleStateRequest(message.MsgId, body);
                return true;
            case MsgResendReq.Constructor:
                _states.HandleResendRequest(message.MsgId, body, context.Now);
                return true;
            case PingRequest.Constructor or PingDelayDisconnectRequest.Constructor:
                _states.HandlePing(message.MsgId, body);
                return true;

            case DestroySessionOk.Constructor or DestroySessionNone.Constructor:
                return true; // Either way the session that was left is gone.
            default:
                return HandleOther(message, constructor, body, owned);
        }
    }

    private void DigestContainer(ReadOnlySpan<byte> body, Context context)
    {
        var container = new MessageContainer(body);
        while (state.IsConnected && container.TryReadNext(out var message))
            Digest(message, context);
    }

    // "Once received, the message is processed as if the wrapper were not there. However, if it is known for certain that the message
    // orig_message.msg_id was received, then the new message is not processed (while at the same time, it and orig_message.msg_id are
    // acknowledged)." — https://core.telegram.org/mtproto/service_messages#message-copies
    private void DigestCopy(InnerMessage message, ReadOnlySpan<byte> body, Context context)
    {
        var original = MessageCopy.ReadOriginal(body);
        if (original.MsgId >= message.MsgId || MessageContainer.IsContainer(original.Body)
            || TlConstructor.Peek(original.Body) == MessageCopy.Constructor)
        {
            state.Notice($"Message 0x{message.MsgId:x16} copies what may not be copied; it is ignored.");
            return;
        }

        Digest(original, context);
    }

    private bool DispatchPacked(InnerMessage message, Context context)
    {
        byte[] inflated;
        try
        {
            inflated = GzipPacked.Inflate(message.Body);
        }
        catch (TlFormatException exception)
        {
            // It will not become readable by being sent again, so it is acknowledged.
            state.Notice($"Message 0x{message.MsgId:x16} cannot be inflated and is ignored: {exception.Message}");
            return true;
        }

        return Dispatch(message, inflated, inflated, context);
    }

    private bool HandleOther(InnerMessage message, uint constructor, ReadOnlySpan<byte> body, byte[]? owned)
    {
        if (constructor == 0 || ServiceConstructors.IsOutOfPlace(constructor))
        {
            state.Notice($"Message 0x{message.MsgId:x16} holds 0x{constructor:x8}, which has no place in a session; it is ignored.");
            return true;
        }

        state.Emit(SessionEvent.Update(owned ?? body.ToArray()));
        return true;
    }

    private readonly record struct Context(DateTimeOffset Now, bool CorrectionsOnly);
}

using TelegramHost.MtProto.Service;
using TelegramHost.Tl;

namespace TelegramHost.MtProto.Session;

/// <summary>What both sides ask and tell each other about messages that may have been lost.</summary>
internal sealed class StateHandlers(SessionState state)
{
    private const int StateMask = 7;
    private const int NothingKnown = 1;
    private const int NotReceived = 2;
    private const int NotReceivedYet = 3;
    private const int Received = 4;
    private const int AnswerIsReady = 64;

    // How long an answer that the server has made already may take before it is asked for.
    private static readonly TimeSpan _answerPatience = TimeSpan.FromSeconds(3);

    // How long a packet may be under way behind the question that came after it: on a line that turns packets round, or on one that was
    // left, while the question took another.
    private static readonly TimeSpan _latePacket = TimeSpan.FromSeconds(1);

    // "info is a string that contains exactly one byte of message status for each message from the incoming msg_ids list … if the message
    // wasn't received, then it must be re-sent with a new msg_id."
    // — https://core.telegram.org/mtproto/service_messages_about_messages#informational-message-regarding-status-of-messages
    public void HandleStateInfo(ReadOnlySpan<byte> body, DateTimeOffset now)
    {
        var reader = new TlReader(body);
        reader.ExpectConstructor(MsgsStateInfo.Constructor, "msgs_state_info");
        var questionMsgId = reader.ReadInt64();
        var info = reader.ReadByteSpan();
        if (!state.Services.TryGetSent(questionMsgId, out var question) || question.Ids is not { } ids)
        {
            state.Notice($"A msgs_state_info came for message 0x{questionMsgId:x16}, which is no question of this side; it is ignored.");
            return;
        }

        if (info.Length != ids.Length)
        {
            state.Close(CloseReason.ProtocolViolation,
                $"A msgs_state_info tells {info.Length} states; expected one for each of the {ids.Length} messages asked after.");
            return;
        }

        state.NoteAccepted();
        if (question.Kind != ServiceMessageKind.StateRequest)
            return; // The server has forgotten messages of its own that it was asked to send again: nothing is to be done.

        var lost = new List<PendingRequest>();
        for (var i = 0; i < ids.Length; i++)
        {
            if (state.Requests.TryGetInFlight(ids[i], out var request) && IsLost(request, info[i], now))
                lost.Add(request);
        }

        state.Requests.SendAgain(lost);
    }

    // "Either party may voluntarily inform the other party of the status of the messages transmitted by the other party."
    // — https://core.telegram.org/mtproto/service_messages_about_messages#voluntary-communication-of-status-of-messages
    public void HandleAllInfo(ReadOnlySpan<byte> body)
    {
        var reader = new TlReader(body);
        var told = MsgsAllInfo.Read(ref reader);
        var info = told.Info;
        if (info.Length != told.MsgIds.Length)
        {
            state.Notice($"A msgs_all_info tells {info.Length} states of {told.MsgIds.Length} messages; it is ignored.");
            return;
        }

        for (var i = 0; i < info.Length; i++)
        {
            // Only good news is believed unasked: the rest may have crossed a message on its way.
            if ((info[i] & StateMask) == Received && state.Requests.TryGetInFlight(told.MsgIds[i], out var request)
                && request.State == RequestState.Sent)
            {
                state.Requests.MarkReceived(request);
            }
        }
    }

    // "Normally used by the server to respond to the receipt of a duplicate msg_id, especially if a response to the message has already
    // been generated and the response is large."
    // — https://core.telegram.org/mtproto/service_messages_about_messages#extended-voluntary-communication-of-status-of-one-message
    public void HandleDetailedInfo(ReadOnlySpan<byte> body, DateTimeOffset now)
    {
        var reader = new TlReader(body);
        var told = MsgDetailedInfo.Read(ref reader);
        if (state.Requests.TryGetInFlight(told.MsgId, out var request) && request.State == RequestState.Sent)
            state.Requests.MarkReceived(request);
        FetchOrAcknowledge(told.AnswerMsgId, now);
    }

    // "The second version is used to notify of messages that were created on the server not in response to an RPC query (such as
    // notifications of new messages) and were transmitted to the client some time ago, but not acknowledged." (Same page.)
    public void HandleNewDetailedInfo(ReadOnlySpan<byte> body, DateTimeOffset now)
    {
        var reader = new TlReader(body);
        FetchOrAcknowledge(MsgNewDetailedInfo.Read(ref reader).AnswerMsgId, now);
    }

    // "If either party has not received information on the status of its outgoing messages for a while, it may explicitly request it from
    // the other party." — https://core.telegram.org/mtproto/service_messages_about_messages#request-for-message-status-information
    public void HandleStateRequest(long msgId, ReadOnlySpan<byte> body)
    {
        var reader = new TlReader(body);
        var ids = MsgsStateReq.Read(ref reader).MsgIds;
        state.Services.Add(new ServiceMessage(ServiceMessageKind.StateInfo, msgId, Info: [.. ids.Select(StateOf)]));
    }

    // "The remote party immediately responds by re-sending the requested messages … If at least one message with requested msg_id does not
    // exist or has already been forgotten, or has been sent by the requesting party (known from parity), MsgsStateInfo is returned for all
    // messages requested."
    // — https://core.telegram.org/mtproto/service_messages_about_messages#explicit-request-to-re-send-messages
    public void HandleResendRequest(long msgId, ReadOnlySpan<byte> body, DateTimeOffset now)
    {
        var reader = new TlReader(body);
        var ids = MsgResendReq.Read(ref reader).MsgIds;
        var again = new List<PendingRequest>();
        var isComplete = true;
        foreach (var id in ids)
        {
            if (!state.Requests.TryGetInFlight(id, out var request))
                isComplete &= state.Services.SendAgain(id);
            else if (request.State == RequestState.Sent && !again.Contains(request) && IsBelieved(request, now))
                again.Add(request);
        }

        state.Requests.SendAgain(again);
        if (!isComplete)
            state.Services.Add(new ServiceMessage(ServiceMessageKind.StateInfo, msgId, Info: [.. ids.Select(StateOf)]));
    }

    // "A pong is transmitted only in response to a ping while a ping can be initiated by either side."
    // — https://core.telegram.org/mtproto/service_messages#ping-messages-ping-pong
    public void HandlePing(long msgId, ReadOnlySpan<byte> body)
    {
        var reader = new TlReader(body);
        reader.ReadConstructor();
        state.Services.Add(new ServiceMessage(ServiceMessageKind.Pong, reader.ReadInt64(), msgId));
    }

    private bool IsLost(PendingRequest request, byte status, DateTimeOffset now)
    {
        switch (status & StateMask)
        {
            case NothingKnown or NotReceived or NotReceivedYet:
                return request.State == RequestState.Sent && IsBelieved(request, now);
            case Received:
                if ((status & AnswerIsReady) != 0)
                    state.Requests.MarkReceived(request, now + _answerPatience);
                else if (request.State == RequestState.Sent)
                    state.Requests.MarkReceived(request);
                return false;
            default:
                state.Notice($"The server told the state {status} of message 0x{request.MsgId:x16}, which means nothing.");
                return false;
        }
    }

    // Sent anew, the request has another id, by which the server cannot know it again if the first one does arrive after all. So what
    // must not be done twice is asked after twice.
    private bool IsBelieved(PendingRequest request, DateTimeOffset now)
    {
        if (request.Kind.Resend == ResendPolicy.Always)
            return true;
        if (request.MissedAt is { } since)
            return now - since >= _latePacket;
        state.Requests.MarkMissed(request, now, now + _latePacket);
        return false;
    }

    private void FetchOrAcknowledge(long answerMsgId, DateTimeOffset now)
    {
        if (state.Received.Contains(answerMsgId) || state.Received.IsForgotten(answerMsgId))
            state.Acks.Add(answerMsgId, now);
        else
            state.Services.Add(new ServiceMessage(ServiceMessageKind.ResendRequest, Ids: [answerMsgId]));
    }

    private byte StateOf(long msgId) =>
        state.Received.Contains(msgId) ? (byte)Received
        : msgId > state.Received.Highest ? (byte)NotReceivedYet
        : state.Received.IsForgotten(msgId) ? (byte)NothingKnown
        : (byte)NotReceived;
}

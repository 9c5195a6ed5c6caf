using TelegramHost.MtProto.Messages;
using TelegramHost.MtProto.Service;
using TelegramHost.Tl;

namespace TelegramHost.MtProto.Session;

/// <summary>What the server says in answer to this side's requests and pings.</summary>
internal sealed class AnswerHandlers(SessionState state)
{
    // An answer cannot be older than its question; ids tell time to about a second, and clocks drift a little.
    private const int MaxSecondsBeforeRequest = 15;

    // How often the server may say that it did not get to a request because of the one before it.
    private const int MaxWaits = 10;

    /// <summary>Whether <paramref name="body"/> answers a request in flight: then it cannot have been used before, however old its id is.</summary>
    public bool IsAwaited(ReadOnlySpan<byte> body) =>
        body.Length >= 12 && TlConstructor.Peek(body) == RpcResult.Constructor
        && state.Requests.TryGetInFlight(RpcResult.Read(body).RequestMsgId, out _);

    // "Here req_msg_id is the identifier of the message sent by the other party and containing an RPC query. … At the same time, this
    // response serves as acknowledgment of the other party's receipt of the req_msg_id message."
    // — https://core.telegram.org/mtproto/service_messages#response-to-an-rpc-query
    public void HandleRpcResult(long msgId, ReadOnlySpan<byte> body, DateTimeOffset now)
    {
        var answer = RpcResult.Read(body);
        if (answer.RequestMsgId == 0)
        {
            state.Close(CloseReason.ProtocolViolation, "An rpc_result answers message 0; expected the id of a request.");
            return;
        }

        if (!state.Requests.TryGetInFlight(answer.RequestMsgId, out var request))
        {
            // The answer to a rpc_drop_answer or destroy_session, or to a request that was cancelled or sent anew meanwhile.
            if (!state.Services.TryGetSent(answer.RequestMsgId, out _))
                state.Notice($"An answer came for message 0x{answer.RequestMsgId:x16}, which is no request in flight; it is ignored.");
            return;
        }

        CheckTime(msgId, answer.RequestMsgId, now);
        state.NoteAccepted();
        state.Window.Confirm(request.SentMark);
        var ended = Read(request.Token, answer.Result);
        if (request.IsOrdered && ended.Kind == SessionEventKind.RpcError && IsAboutOrder(ended.Text) && ++request.Rejections <= MaxWaits)
        {
            state.Requests.SendAgain([request]);
            return;
        }

        state.Requests.End(request);
        state.Emit(ended);
    }

    // "A pong is transmitted only in response to a ping." — https://core.telegram.org/mtproto/service_messages#ping-messages-ping-pong
    public void HandlePong(long msgId, ReadOnlySpan<byte> body, DateTimeOffset now)
    {
        var reader = new TlReader(body);
        reader.ExpectConstructor(Pong.Constructor, "pong");
        var pingMsgId = reader.ReadInt64();
        var pingId = reader.ReadInt64();
        if (!state.KeepAlive.TryEndPing(pingId))
        {
            state.Notice($"A pong came for ping {pingId}, which is not in flight; it is ignored.");
            return;
        }

        CheckTime(msgId, pingMsgId, now);
        state.IsTimeInDoubt = false;
        state.Window.NotePong(pingId);
        state.NoteAccepted();
    }

    // "If a response is a long time coming, a server may first send a receipt acknowledgment, and somewhat later, the RPC response
    // itself." — https://core.telegram.org/mtproto/service_messages_about_messages#acknowledgment-of-receipt
    public void HandleAck(ReadOnlySpan<byte> body)
    {
        var reader = new TlReader(body);
        reader.ExpectConstructor(MsgsAck.Constructor, "msgs_ack");
        reader.ExpectConstructor(TlReader.VectorId, "Vector");
        for (var left = reader.ReadCount(sizeof(long)); left > 0; left--)
        {
            if (!state.Requests.TryGetInFlight(reader.ReadInt64(), out var request))
                continue;
            state.NoteAccepted();
            state.Window.Confirm(request.SentMark);
            if (request.State == RequestState.Sent)
                state.Requests.MarkReceived(request);
        }
    }

    // "If … the first request … fails, all the following ones return MSG_WAIT_FAILED" and are sent once more, behind what is left of the
    // row; after MSG_WAIT_TIMEOUT "the wrapper is sent again with the same msg_id", for its predecessor is still under way.
    // — https://core.telegram.org/api/invoking#sequential-requests
    private static bool IsAboutOrder(string? error) => error is "MSG_WAIT_FAILED" or "MSG_WAIT_TIMEOUT";

    // A result that cannot be used ends its own request and nothing else.
    private static SessionEvent Read(long token, ReadOnlySpan<byte> result)
    {
        try
        {
            byte[]? inflated = null;
            if (GzipPacked.IsPacked(result))
                result = inflated = GzipPacked.Inflate(result);
            if (result.Length < sizeof(uint) || GzipPacked.IsPacked(result))
                return SessionEvent.RequestFailed(token, "The server's answer holds no object, or one that is packed twice.");
            if (TlConstructor.Peek(result) != RpcError.Constructor)
                return SessionEvent.RpcResult(token, inflated ?? result.ToArray());

            var reader = new TlReader(result);
            reader.ExpectConstructor(RpcError.Constructor, "rpc_error");
            return SessionEvent.RpcError(token, reader.ReadInt32(), reader.ReadString());
        }
        catch (TlFormatException exception)
        {
            return SessionEvent.RequestFailed(token, $"The server's answer is unreadable: {exception.Message}");
        }
    }

    private void CheckTime(long answerMsgId, long requestMsgId, DateTimeOffset now)
    {
        if (MessageId.ToUnixSeconds(answerMsgId) < MessageId.ToUnixSeconds(requestMsgId) - MaxSecondsBeforeRequest)
            state.CorrectTime(MessageId.ToTime(answerMsgId), now);
    }
}

using TelegramHost.MtProto.Messages;
using TelegramHost.MtProto.Service;
using TelegramHost.Tl;

namespace TelegramHost.MtProto.Session;

/// <summary>What the server says about salts, time, numbers and sessions that this side got wrong or cannot know.</summary>
internal sealed class CorrectionHandlers(SessionState state)
{
    private const int MaxRejections = 10;
    private const int MaxRejectionsByOwnFault = 2;

    // A server refuses ids that are more than 30 s ahead of it; what is under way now arrives within the rest of this.
    private const int SurelyTooFarAheadSeconds = 120;

    private long? _lastUniqueId;

    // "The client must check that it has, in fact, recently sent a message with the specified msg_id, and if that is the case, update …
    // the server salt … the original message must also be re-sent with a better msg_id and/or server_salt."
    // — https://core.telegram.org/mtproto/service_messages_about_messages#notice-of-ignored-error-message
    public void HandleBadServerSalt(ReadOnlySpan<byte> body, DateTimeOffset now)
    {
        var reader = new TlReader(body);
        var notice = BadServerSalt.Read(ref reader);
        var packetMsgId = PacketOf(notice.BadMsgId);
        if (packetMsgId == 0)
        {
            NoticeUnknown("bad_server_salt", notice.BadMsgId);
            return;
        }

        // The salt stands outside all messages, so it is always the whole packet that was refused.
        state.UseSalt(notice.NewServerSalt, now);
        var requests = state.Requests.InFlight(request => request.PacketMsgId == packetMsgId);
        state.Services.SendAgain(packetMsgId);
        SendAgain(requests, MaxRejections, "the server refuses every salt, also those it named itself");
        state.NoteSaltRejected(packetMsgId);
    }

    // "16: msg_id too low (most likely, client time is wrong; it would be worthwhile to synchronize it using msg_id notifications …)";
    // the other codes are in BadMessageCode.
    // — https://core.telegram.org/mtproto/service_messages_about_messages#notice-of-ignored-error-message
    public void HandleBadMsgNotification(long msgId, ReadOnlySpan<byte> body, DateTimeOffset now)
    {
        var reader = new TlReader(body);
        var notice = BadMsgNotification.Read(ref reader);
        if (PacketOf(notice.BadMsgId) == 0)
        {
            NoticeUnknown("bad_msg_notification", notice.BadMsgId);
            return;
        }

        var code = BadMessageCode.Of(notice.ErrorCode);
        var reason = $"The server refused message 0x{notice.BadMsgId:x16} with code {code.Code} ({code.Meaning}).";
        state.Notice(reason);

        if (code.CorrectsTime)
            state.CorrectTime(MessageId.ToTime(msgId), now);
        Remedy(code, reason, Refused(code, notice.BadMsgId, now));
        state.Services.SendAgain(notice.BadMsgId);
        if (code.NeedsNewSession)
            state.WishReplacement(reason);
        if (code.IsClientFault)
            state.Close(CloseReason.ClientFault, reason);
    }

    // "The server notifies the client that a new session (from the server's standpoint) had to be created to handle a client message. …
    // This notification must be acknowledged by the client. It is necessary, for instance, for the client to understand that there is, in
    // fact, a 'gap' in the stream of … notifications."
    // — https://core.telegram.org/mtproto/service_messages#new-session-creation-notification
    public void HandleNewSessionCreated(ReadOnlySpan<byte> body, DateTimeOffset now)
    {
        var reader = new TlReader(body);
        var notice = NewSessionCreated.Read(ref reader);
        state.UseSalt(notice.ServerSalt, now);
        if (notice.UniqueId == _lastUniqueId)
            return;
        _lastUniqueId = notice.UniqueId;

        // first_msg_id may name a message inside a container, whose neighbours with lower ids are not lost.
        var first = PacketOf(notice.FirstMsgId) is var packet and not 0 ? packet : notice.FirstMsgId;
        state.Emit(SessionEvent.NewSession(notice.FirstMsgId, notice.UniqueId));
        state.LoseTrack(state.Requests.InFlight(request => request.PacketMsgId < first));
    }

    // "The client must check to see that the response's req_msg_id in fact coincides with msg_id of the query for get_future_salts."
    // — https://core.telegram.org/mtproto/service_messages#request-for-several-future-salts
    public void HandleFutureSalts(ReadOnlySpan<byte> body, DateTimeOffset now)
    {
        var reader = new TlReader(body);
        var answer = FutureSalts.Read(ref reader);
        if (!state.Services.TryGetSent(answer.ReqMsgId, out var question) || question.Kind != ServiceMessageKind.FutureSalts)
        {
            NoticeUnknown("future_salts", answer.ReqMsgId);
            return;
        }

        state.NoteAccepted();
        var salts = new ServerSalt[answer.Salts.Length];
        for (var i = 0; i < salts.Length; i++)
        {
            // The fields are unsigned: some salts are valid until after 2038.
            var salt = answer.Salts[i];
            salts[i] = new ServerSalt(salt.Salt,
                DateTimeOffset.FromUnixTimeSeconds((uint)salt.ValidSince), DateTimeOffset.FromUnixTimeSeconds((uint)salt.ValidUntil));
        }

        if (state.Salts.AddFuture(salts, state.Clock.ServerTime(now), now))
            state.Emit(SessionEvent.SaltsChanged());
    }

    private long PacketOf(long msgId) =>
        state.Requests.TryGetByPacket(msgId, out var request) ? request.PacketMsgId : state.Services.PacketOf(msgId);

    // Ids rise, so when one was far too high all later ones were as well; the server will say so one by one, but to a session that is
    // about to be left. When it was so by a hair, the later ones may have been in time.
    private List<PendingRequest> Refused(in BadMessageCode code, long badMsgId, DateTimeOffset now)
    {
        var surelyRefused = code is { CorrectsTime: true, NeedsNewSession: true }
            ? Math.Max(badMsgId, MessageId.FromTime(state.Clock.ServerTime(now).AddSeconds(SurelyTooFarAheadSeconds)))
            : long.MaxValue;
        return state.Requests.InFlight(request =>
            request.MsgId == badMsgId || request.PacketMsgId == badMsgId || request.MsgId > surelyRefused);
    }

    private void Remedy(in BadMessageCode code, string reason, List<PendingRequest> requests)
    {
        switch (code.Remedy)
        {
            case BadMessageRemedy.SendAgain:
                SendAgain(requests, code.IsClientFault ? MaxRejectionsByOwnFault : MaxRejections, reason);
                break;
            case BadMessageRemedy.ByPolicy:
                state.LoseTrack(requests);
                break;
            case BadMessageRemedy.Ask:
                CountRejection(requests, MaxRejections, reason);
                break;
            case BadMessageRemedy.Fail:
                foreach (var request in requests)
                    state.Fail(request, reason);
                break;
            default:
                throw new InvalidOperationException($"Nobody knows the remedy {code.Remedy}.");
        }
    }

    private void SendAgain(List<PendingRequest> requests, int maxRejections, string reason)
    {
        CountRejection(requests, maxRejections, reason);
        state.Requests.SendAgain(requests.Where(static request => request.State != RequestState.Ended));
    }

    private void CountRejection(List<PendingRequest> requests, int maxRejections, string reason)
    {
        foreach (var request in requests)
        {
            if (++request.Rejections > maxRejections)
                state.Fail(request, $"Its message was refused {request.Rejections} times. {reason}");
        }
    }

    private void NoticeUnknown(string what, long msgId) =>
        state.Notice($"A {what} came for message 0x{msgId:x16}, which is not known here; it is ignored.");
}

using System.Diagnostics.CodeAnalysis;

namespace TelegramHost.MtProto.Session;

/// <summary>All requests that have not ended: those to be sent, in order, and those in flight, by message id.</summary>
internal sealed class RequestBook(TimeSpan stateCheckDelay)
{
    private readonly Dictionary<long, PendingRequest> _byToken = [];
    private readonly Dictionary<long, PendingRequest> _inFlight = [];
    private readonly Queue<PendingRequest> _again = new();
    private readonly Queue<PendingRequest> _fresh = new();
    private readonly Queue<(PendingRequest Request, long MsgId, DateTimeOffset At)> _checks = new();
    private readonly Queue<(PendingRequest Request, long MsgId, DateTimeOffset At)> _promised = new();
    private readonly Queue<(PendingRequest Request, long MsgId, DateTimeOffset At)> _missed = new();
    private long _lastToken;

    /// <summary>How many have not ended.</summary>
    public int Count => _byToken.Count;

    /// <summary>When a request in flight has to be asked after; null if none has.</summary>
    public DateTimeOffset? Deadline
    {
        get
        {
            var check = Earlier(NextOf(_checks, awaitsWord: true), NextOf(_missed, awaitsWord: true));
            return Earlier(check, NextOf(_promised, awaitsWord: false));
        }
    }

    /// <summary>Takes a new request, which the server is to carry out after that of token <paramref name="after"/> if that has not ended.</summary>
    public PendingRequest Add(ReadOnlyMemory<byte> body, RequestKind kind, long after, Func<long, ReadOnlyMemory<byte>>? compose = null)
    {
        var request = new PendingRequest(++_lastToken, body, kind, _byToken.GetValueOrDefault(after), compose);
        _byToken.Add(request.Token, request);
        _fresh.Enqueue(request);
        return request;
    }

    /// <summary>Finds one by its token.</summary>
    public bool TryGet(long token, [NotNullWhen(true)] out PendingRequest? request) => _byToken.TryGetValue(token, out request);

    /// <summary>Finds one in flight by the message that carries it.</summary>
    public bool TryGetInFlight(long msgId, [NotNullWhen(true)] out PendingRequest? request) => _inFlight.TryGetValue(msgId, out request);

    /// <summary>Finds one in flight by its message or by the container around that.</summary>
    public bool TryGetByPacket(long msgId, [NotNullWhen(true)] out PendingRequest? request)
    {
        if (_inFlight.TryGetValue(msgId, out request))
            return true;
        foreach (var candidate in _inFlight.Values)
        {
            if (candidate.PacketMsgId != msgId)
                continue;
            request = candidate;
            return true;
        }

        return false;
    }

    /// <summary>The next one to be packed, those to be sent again first.</summary>
    public bool TryPeek([NotNullWhen(true)] out PendingRequest? request) => TryPeek(_again, out request) || TryPeek(_fresh, out request);

    /// <summary>The request that <see cref="TryPeek(out PendingRequest?)"/> answered has been packed into message <paramref name="msgId"/>.</summary>
    public void MarkSent(PendingRequest request, long msgId, DateTimeOffset now)
    {
        _ = TryPeek(_again, out var first) && first == request ? _again.Dequeue() : _fresh.Dequeue();
        request.State = RequestState.Sent;
        request.MsgId = request.PacketMsgId = msgId;
        _inFlight.Add(msgId, request);
        _checks.Enqueue((request, msgId, now + stateCheckDelay));
    }

    /// <summary>The server has it.</summary>
    /// <param name="request">The request.</param>
    /// <param name="askAgainAt">When to ask for the answer that the server says it has made; null if it has made none.</param>
    public void MarkReceived(PendingRequest request, DateTimeOffset? askAgainAt = null)
    {
        request.State = RequestState.Received;
        if (askAgainAt is { } at)
            _promised.Enqueue((request, request.MsgId, at));
    }

    /// <summary>The server says that it does not have it, which is to be asked once more before it is believed.</summary>
    public void MarkMissed(PendingRequest request, DateTimeOffset now, DateTimeOffset askAgainAt)
    {
        request.MissedAt = now;
        _missed.Enqueue((request, request.MsgId, askAgainAt));
    }

    /// <summary>Puts those in flight that <paramref name="which"/> chooses in front of the queue, in their first order.</summary>
    public void SendAgain(IEnumerable<PendingRequest> which)
    {
        foreach (var request in which)
        {
            _inFlight.Remove(request.MsgId);
            request.MsgId = request.PacketMsgId = 0;
            request.MissedAt = null;
            request.State = RequestState.Queued;
            _again.Enqueue(request);
        }
    }

    /// <summary>It has ended; nothing refers to it any longer.</summary>
    public void End(PendingRequest request)
    {
        _byToken.Remove(request.Token);
        _inFlight.Remove(request.MsgId);
        request.End();
    }

    /// <summary>Those in flight that <paramref name="condition"/> holds for, in the order in which they were enqueued.</summary>
    public List<PendingRequest> InFlight(Func<PendingRequest, bool> condition)
    {
        var chosen = new List<PendingRequest>();
        foreach (var request in _inFlight.Values)
        {
            if (condition(request))
                chosen.Add(request);
        }

        chosen.Sort(static (left, right) => left.Token.CompareTo(right.Token));
        return chosen;
    }

    /// <summary>Takes the messages whose state should be asked for by now; they are due again after the same delay.</summary>
    public List<long> TakeChecks(DateTimeOffset now)
    {
        var due = new List<long>();
        while (NextOf(_missed, awaitsWord: true) <= now)
            due.Add(_missed.Dequeue().MsgId);
        while (NextOf(_checks, awaitsWord: true) <= now)
        {
            var (request, msgId, _) = _checks.Dequeue();
            _checks.Enqueue((request, msgId, now + stateCheckDelay));
            due.Add(msgId);
        }

        return due;
    }

    /// <summary>Takes the messages whose promised answers have not come by now.</summary>
    public List<long> TakePromised(DateTimeOffset now)
    {
        var due = new List<long>();
        while (NextOf(_promised, awaitsWord: false) <= now)
            due.Add(_promised.Dequeue().MsgId);
        return due;
    }

    // Requests that ended or were sent anew leave their entries behind; they are dropped when they come to the front.
    // One that the server has is asked after as well: its answer may have gone into a connection that broke.
    private static DateTimeOffset? NextOf(Queue<(PendingRequest Request, long MsgId, DateTimeOffset At)> queue, bool awaitsWord)
    {
        while (queue.TryPeek(out var entry))
        {
            if (IsWanted(entry.Request.State, awaitsWord) && entry.Request.MsgId == entry.MsgId)
                return entry.At;
            queue.Dequeue();
        }

        return null;
    }

    private static DateTimeOffset? Earlier(DateTimeOffset? left, DateTimeOffset? right) => left is null || right < left ? right : left;

    private static bool IsWanted(RequestState state, bool awaitsWord) =>
        state == RequestState.Received || (awaitsWord && state == RequestState.Sent);

    private static bool TryPeek(Queue<PendingRequest> queue, [NotNullWhen(true)] out PendingRequest? request)
    {
        while (queue.TryPeek(out request))
        {
            if (request.State != RequestState.Queued)
                queue.Dequeue();
            else if (request.Predecessor is { State: RequestState.Queued })
                queue.Enqueue(queue.Dequeue()); // It is to be sent again as well, and stands further behind.
            else
                return true;
        }

        return false;
    }
}

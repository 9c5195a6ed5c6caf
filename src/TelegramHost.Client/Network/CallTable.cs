using TelegramHost.MtProto.Session;

namespace TelegramHost.Client.Network;

/// <summary>The calls of one sender: posted by callers, kept over reconnects, ended exactly once.</summary>
/// <remarks>
/// <see cref="Post"/>, <see cref="Withdraw"/>, <see cref="Retire"/> and <see cref="Close"/> may be called by anybody; the rest belongs to
/// the loop that runs at the time.
/// </remarks>
internal sealed class CallTable(ClientIntroduction introduction, WakeSignal wake)
{
    private readonly Mailbox<PendingCall> _inbox = new(wake);
    private readonly Dictionary<long, PendingCall> _handedOver = [];
    private readonly Queue<PendingCall> _held = new();

    // A message of another session can't be named as the one to follow: these wait until the call before them has come here, or ended.
    private readonly List<PendingCall> _behind = [];
    private readonly List<PendingCall> _ended = [];
    private CallTable? _successor;
    private volatile bool _isGivenUp;
    private Exception? _closedBy;
    private int _connection;
    private bool _isIntroduced;

    /// <summary>Whether updates may be pushed to this sender's connection; set before the calls that decide it.</summary>
    public bool ReceivesUpdates { get; set; }

    /// <summary>Told that the server does not take the session's temporary key for bound; null if the key is permanent.</summary>
    public Action? KeyIsUnbound { get; set; }

    /// <summary>Whether what comes goes to another table, and what was sent is answered or given up.</summary>
    public bool IsDrained => Volatile.Read(ref _successor) is not null && (_isGivenUp || _handedOver.Count + _held.Count == 0);

    /// <summary>How many calls the session holds.</summary>
    public int Count => _handedOver.Count;

    /// <summary>Takes a call in; it is sent as soon as there is a connection.</summary>
    /// <param name="call">The call.</param>
    /// <param name="isAlone">Whether it is sent inside this call if the connection is free. Not while a lock is held; and others that come at the same time could not share its packet.</param>
    public void Post(PendingCall call, bool isAlone = false)
    {
        call.Table = this;
        if (!(isAlone ? _inbox.TryPostAndRun(call) : _inbox.TryPost(call)))
            Redirect(call);
    }

    /// <summary>Takes note that a call's owner has ended it: what was sent of it is dropped.</summary>
    public void Withdraw(PendingCall call)
    {
        // The same object a second time: the loop sees that it is completed. A closed inbox needs no note.
        if (!_inbox.TryPost(call))
            Volatile.Read(ref _successor)?.Withdraw(call);
    }

    /// <summary>A new connection does not know the client until one introduced call was answered on it.</summary>
    public void BeginConnection()
    {
        _connection++;
        _isIntroduced = false;
    }

    /// <summary>The server has forgotten the client, on the same connection.</summary>
    public void ForgetIntroduction() => BeginConnection();

    /// <summary>Hands everything that was posted over to <paramref name="session"/>, or on to the successor.</summary>
    public void HandOver(MtSession session, DateTimeOffset now)
    {
        var successor = Volatile.Read(ref _successor);
        if (successor is not null)
            HandOnWaiting(successor);
        while (_inbox.TryTake(out var call))
        {
            if (call.HasEnded && TokenOf(call) is not 0 and var token)
            {
                _handedOver.Remove(token);
                session.Cancel(token, now);
                WakeSuccessors();
            }
            else if (successor is not null)
            {
                HandOn(call, successor);
            }
            else if (IsBehind(call))
            {
                _behind.Add(call);
            }
            else
            {
                Enqueue(session, call, now);
            }
        }

        for (var i = 0; i < _behind.Count;)
        {
            var call = _behind[i];
            if (IsBehind(call))
            {
                i++;
                continue;
            }

            _behind.RemoveAt(i);
            Enqueue(session, call, now);
        }
    }

    /// <summary>Lets another table, of a session with a newer key, have whatever is not sent yet and all that comes.</summary>
    /// <remarks>What the session has sent is still answered in it; whoever runs its loop calls <see cref="HandOnRest"/> at its end.</remarks>
    public void Retire(CallTable successor)
    {
        Volatile.Write(ref _successor, successor);
        wake.Set();
    }

    /// <summary>Waits no longer for what was sent.</summary>
    public void GiveUp()
    {
        _isGivenUp = true;
        wake.Set();
    }

    /// <summary>Gives the successor all that is left. Only once no loop runs any more.</summary>
    public void HandOnRest()
    {
        TakeBack();
        _inbox.Close();
        while (_inbox.TryTake(out var call))
            HandOn(call, _successor!);
        WakeSuccessors();
    }

    /// <summary>Takes every call back from a session whose key is gone, so that the next one gets them, in the order in which they were made.</summary>
    public void TakeBack()
    {
        var sent = _handedOver.Values.ToLookup(static call => call.Kind.Resend == ResendPolicy.Always);
        // What is held the server has not carried out, so it may be sent again whatever it is.
        List<PendingCall> again = [.. sent[true].Concat(_held).OrderBy(static call => call.Token), .. _behind];
        foreach (var call in sent[false])
            call.TryFail(new RequestOutcomeUnknownException(call.Method));
        foreach (var call in again)
            call.Token = 0;
        _handedOver.Clear();
        _held.Clear();
        _behind.Clear();
        if (!_inbox.TryPutBack(again))
            again.ForEach(Redirect);
    }

    /// <summary>Ends a call with its result.</summary>
    public void Complete(long token, byte[] body)
    {
        if (!_handedOver.Remove(token, out var call))
            return;
        NoteAnswer(call);
        if (call.TryEnd(body))
            _ended.Add(call);
        WakeSuccessors();
    }

    /// <summary>Ends a call with the server's error, unless the server only wants to know the client first.</summary>
    public void Fail(long token, int code, string text, MtSession session, DateTimeOffset now)
    {
        if (!_handedOver.Remove(token, out var call))
            return;
        if (code == 400 && text is "CONNECTION_NOT_INITED" or "CONNECTION_LAYER_INVALID" && !call.WasRewrapped)
        {
            call.WasRewrapped = true;
            _isIntroduced = false;
            Enqueue(session, call, now);
            return;
        }

        // Nothing was done: the call waits for the next key.
        if (code == 401 && text == "AUTH_KEY_PERM_EMPTY" && KeyIsUnbound is { } keyIsUnbound)
        {
            _held.Enqueue(call);
            keyIsUnbound();
            wake.Set();
            return;
        }

        NoteAnswer(call);
        if (call.TryEnd(RpcException.Create(code, text, call.Method)))
            _ended.Add(call);
        WakeSuccessors();
    }

    /// <summary>Lets the callers of what was answered go on, but for the last, which is the loop's to release when it sleeps; null if there is none.</summary>
    public PendingCall? ReleaseButLast()
    {
        if (_ended.Count == 0)
            return null;
        var last = _ended[^1];
        foreach (var call in _ended)
        {
            if (call != last)
                call.Release(inThisThread: false);
        }

        _ended.Clear();
        return last;
    }

    /// <summary>Ends a call with <paramref name="exception"/> for its method.</summary>
    public void Fail(long token, Func<string, Exception> exception)
    {
        if (!_handedOver.Remove(token, out var call))
            return;
        call.TryFail(exception(call.Method));
        WakeSuccessors();
    }

    /// <summary>Ends everything, now and in future, with <paramref name="exception"/>. Only once no loop runs any more.</summary>
    public void Close(Exception exception)
    {
        _closedBy = exception;
        _inbox.Close();
        while (_inbox.TryTake(out var call))
            call.TryFail(exception);
        foreach (var call in _handedOver.Values.Concat(_held).Concat(_behind))
            call.TryFail(exception);
        _handedOver.Clear();
        _held.Clear();
        _behind.Clear();
    }

    private void Redirect(PendingCall call)
    {
        if (Volatile.Read(ref _successor) is { } successor)
            successor.Post(call);
        else
            call.TryFail(_closedBy!);
    }

    private static void HandOn(PendingCall call, CallTable successor)
    {
        // A note that it has ended goes the way that the call went.
        if (call.HasEnded)
            successor.Withdraw(call);
        else
            successor.Post(call);
    }

    private void HandOnWaiting(CallTable successor)
    {
        while (_held.TryDequeue(out var call))
            HandOn(call, successor);
        foreach (var call in _behind)
            HandOn(call, successor);
        _behind.Clear();
    }

    /// <summary>Whether the call before it in its row has neither ended nor been handed over here, but will come.</summary>
    private bool IsBehind(PendingCall call) =>
        call.Place?.Predecessor is { HasEnded: false } before && TokenOf(before) == 0 && before.Table.LeadsTo(this);

    private bool LeadsTo(CallTable other) => this == other || Volatile.Read(ref _successor)?.LeadsTo(other) == true;

    /// <summary>A call has ended here that one of a newer session may wait for.</summary>
    private void WakeSuccessors()
    {
        for (var next = Volatile.Read(ref _successor); next is not null; next = Volatile.Read(ref next._successor))
            next.Wake();
    }

    private void Wake() => wake.Set();

    private void Enqueue(MtSession session, PendingCall call, DateTimeOffset now)
    {
        if (call.HasEnded)
            return;
        call.WrappedOn = _isIntroduced ? 0 : _connection;
        var body = introduction.Wrap(call.Body, introduce: !_isIntroduced, ReceivesUpdates);
        try
        {
            call.Token = session.Enqueue(body, call.Kind, now, TokenBefore(call));
            _handedOver.Add(call.Token, call);
        }
        catch (ArgumentException exception)
        {
            // What can't be sent is the fault of this call alone.
            call.TryFail(new ArgumentException($"{call.Method} can't be sent. {exception.Message}", exception));
        }
    }

    /// <summary>The token of the call that has to be carried out first; 0 if there is none, it has ended, or went another way.</summary>
    private long TokenBefore(PendingCall call) => call.Place?.Predecessor is { } before ? TokenOf(before) : 0;

    private long TokenOf(PendingCall call) => _handedOver.TryGetValue(call.Token, out var known) && known == call ? call.Token : 0;

    /// <summary>An answer to a call that introduced the client on this very connection: the following ones need not.</summary>
    private void NoteAnswer(PendingCall call)
    {
        if (call.WrappedOn == _connection)
            _isIntroduced = true;
    }
}

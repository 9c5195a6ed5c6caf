using System.Threading.Channels;
using TelegramHost.MtProto.Session;

namespace TelegramHost.Client.Network;

/// <summary>The calls of one sender: posted by callers, kept over reconnects, ended exactly once.</summary>
/// <remarks>
/// <see cref="Post"/>, <see cref="Withdraw"/> and <see cref="Close"/> may be called by anybody; the rest belongs to the
/// loop that runs at the time.
/// </remarks>
internal sealed class CallTable(ClientIntroduction introduction, WakeSignal wake)
{
    private readonly Channel<PendingCall> _inbox =
        Channel.CreateUnbounded<PendingCall>(new UnboundedChannelOptions { SingleReader = true });
    private readonly Dictionary<long, PendingCall> _handedOver = [];
    private Exception? _closedBy;
    private int _connection;
    private bool _isIntroduced;

    /// <summary>Whether updates may be pushed to this sender's connection; set before the calls that decide it.</summary>
    public bool ReceivesUpdates { get; set; }

    /// <summary>How many calls the session holds.</summary>
    public int Count => _handedOver.Count;

    /// <summary>Takes a call in; it is sent as soon as there is a connection.</summary>
    public void Post(PendingCall call)
    {
        if (_inbox.Writer.TryWrite(call))
            wake.Set();
        else
            call.TrySetException(_closedBy!);
    }

    /// <summary>Takes note that a call's owner has ended it: what was sent of it is dropped.</summary>
    public void Withdraw(PendingCall call)
    {
        // The same object a second time: the loop sees that it is completed. A closed inbox needs no note.
        if (_inbox.Writer.TryWrite(call))
            wake.Set();
    }

    /// <summary>A new connection does not know the client until one introduced call was answered on it.</summary>
    public void BeginConnection()
    {
        _connection++;
        _isIntroduced = false;
    }

    /// <summary>The server has forgotten the client, on the same connection.</summary>
    public void ForgetIntroduction() => BeginConnection();

    /// <summary>Hands everything that was posted over to <paramref name="session"/>.</summary>
    public void HandOver(MtSession session, DateTimeOffset now)
    {
        while (_inbox.Reader.TryRead(out var call))
        {
            if (!call.Task.IsCompleted)
                Enqueue(session, call, now);
            else if (call.Token != 0 && _handedOver.Remove(call.Token))
                session.Cancel(call.Token, now);
        }
    }

    /// <summary>Takes every call back from a session whose key is gone, so that the next one gets them.</summary>
    public void TakeBack()
    {
        foreach (var call in _handedOver.Values)
        {
            call.Token = 0;
            if (call.Kind.Resend == ResendPolicy.Always)
                Post(call);
            else
                call.TrySetException(new RequestOutcomeUnknownException(call.Method));
        }

        _handedOver.Clear();
    }

    /// <summary>Ends a call with its result.</summary>
    public void Complete(long token, byte[] body)
    {
        if (_handedOver.Remove(token, out var call))
        {
            NoteAnswer(call);
            call.TrySetResult(body);
        }
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

        NoteAnswer(call);
        call.TrySetException(RpcException.Create(code, text, call.Method));
    }

    /// <summary>Ends a call with <paramref name="exception"/> for its method.</summary>
    public void Fail(long token, Func<string, Exception> exception)
    {
        if (_handedOver.Remove(token, out var call))
            call.TrySetException(exception(call.Method));
    }

    /// <summary>Ends everything, now and in future, with <paramref name="exception"/>. Only once no loop runs any more.</summary>
    public void Close(Exception exception)
    {
        _closedBy = exception;
        _inbox.Writer.TryComplete();
        while (_inbox.Reader.TryRead(out var call))
            call.TrySetException(exception);
        foreach (var call in _handedOver.Values)
            call.TrySetException(exception);
        _handedOver.Clear();
    }

    private void Enqueue(MtSession session, PendingCall call, DateTimeOffset now)
    {
        call.WrappedOn = _isIntroduced ? 0 : _connection;
        var body = introduction.Wrap(call.Body, introduce: !_isIntroduced, ReceivesUpdates);
        call.Token = session.Enqueue(body, call.Kind, now);
        _handedOver.Add(call.Token, call);
    }

    /// <summary>An answer to a call that introduced the client on this very connection: the following ones need not.</summary>
    private void NoteAnswer(PendingCall call)
    {
        if (call.WrappedOn == _connection)
            _isIntroduced = true;
    }
}

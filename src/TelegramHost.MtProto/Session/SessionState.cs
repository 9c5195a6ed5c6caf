using System.Buffers.Binary;
using TelegramHost.MtProto.Crypto;

namespace TelegramHost.MtProto.Session;

/// <summary>What the parts of a session share, and the few changes that touch several of them at once.</summary>
internal sealed class SessionState
{
    private const int RememberedSessions = 8;
    private const int MaxSaltRejections = 10;

    private readonly IEntropy _entropy;
    private readonly Queue<SessionEvent> _events = new();
    private readonly Queue<long> _retired = new();
    private string? _replacementReason;
    private long _saltSince;
    private int _saltRejections;

    /// <summary>A state that is not connected.</summary>
    public SessionState(MtSessionOptions options, IEntropy entropy)
    {
        _entropy = entropy;
        Clock = new MessageIdClock(options.ServerTimeOffset);
        Salts = new SaltBook(options.Salts);
        Acks = new AckTracker(options.AckDelay);
        KeepAlive = new KeepAlive(options.PingInterval, options.PingDisconnectDelay, options.PongTimeout);
        Requests = new RequestBook(options.StateCheckDelay);
        SessionId = options.SessionId ?? DrawSessionId();
    }

    /// <summary>The id under which the server knows this session.</summary>
    public long SessionId { get; private set; }

    /// <summary>Whether packets go and come.</summary>
    public bool IsConnected { get; private set; }

    /// <summary>Ids and numbers of this side's messages.</summary>
    public MessageIdClock Clock { get; }

    /// <summary>Whether this side's clock may have stood still for a while: then the server's word is taken until it answers a ping.</summary>
    public bool IsTimeInDoubt { get; set; }

    /// <summary>The salts of the key.</summary>
    public SaltBook Salts { get; }

    /// <summary>What is still to be acknowledged.</summary>
    public AckTracker Acks { get; }

    /// <summary>What came in.</summary>
    public ReceivedIds Received { get; } = new();

    /// <summary>Pings.</summary>
    public KeepAlive KeepAlive { get; }

    /// <summary>Requests that have not ended.</summary>
    public RequestBook Requests { get; }

    /// <summary>How much may be under way.</summary>
    public SendWindow Window { get; } = new();

    /// <summary>Service messages of this side.</summary>
    public ServiceQueue Services { get; } = new();

    /// <summary>Tells the owner something.</summary>
    public void Emit(SessionEvent sessionEvent) => _events.Enqueue(sessionEvent);

    /// <summary>Tells the owner something for the log.</summary>
    public void Notice(string text) => _events.Enqueue(SessionEvent.Notice(text));

    /// <summary>What the owner takes.</summary>
    public bool TryTakeEvent(out SessionEvent sessionEvent) => _events.TryDequeue(out sessionEvent);

    /// <summary>There is a connection.</summary>
    public void Connect(DateTimeOffset now)
    {
        IsConnected = true;
        KeepAlive.StartOver(now);
        Window.Start();
    }

    /// <summary>There is none any longer.</summary>
    public void Disconnect(DateTimeOffset now)
    {
        IsConnected = false;
        Services.DropForConnection();
        Salts.NoteConnectionLost(now);
    }

    /// <summary>Asks the owner to close the connection; nothing more is taken from it or sent to it.</summary>
    public void Close(CloseReason reason, string text)
    {
        if (!IsConnected)
            return;
        IsConnected = false;
        Emit(SessionEvent.CloseConnection(reason, text));
    }

    /// <summary>The salt for a message that goes out now.</summary>
    public long CurrentSalt(DateTimeOffset now) => Salts.Current(Clock.ServerTime(now));

    /// <summary>The server named its salt.</summary>
    public void UseSalt(long salt, DateTimeOffset now)
    {
        if (Salts.Use(salt, Clock.ServerTime(now)))
            Emit(SessionEvent.SaltsChanged());
    }

    /// <summary>The server took a message, so the salt in it was right.</summary>
    public void NoteAccepted() => _saltRejections = 0;

    /// <summary>The packet <paramref name="packetMsgId"/> was refused for its salt, and the right one is now known.</summary>
    public void NoteSaltRejected(long packetMsgId)
    {
        // Packets that were under way when the salt changed are refused one by one; only those sent later say that it is wrong again.
        if (packetMsgId > _saltSince && ++_saltRejections > MaxSaltRejections)
        {
            _saltRejections = 0;
            Close(CloseReason.SaltLoop,
                $"The server refused {MaxSaltRejections + 1} salts in a row, each named by itself; expected one correction to do.");
        }

        _saltSince = Clock.LastId;
    }

    /// <summary>The server's clock shows <paramref name="serverTime"/>.</summary>
    public void CorrectTime(DateTimeOffset serverTime, DateTimeOffset now)
    {
        var before = Clock.Offset;
        Clock.Correct(serverTime, now);
        // Ids tell the time to about a second, so less than that is no news.
        if ((Clock.Offset - before).Duration() > TimeSpan.FromSeconds(1))
            Emit(SessionEvent.TimeCorrected(Clock.Offset));
    }

    /// <summary>Nobody knows whether the server received these: each is sent again or given up by its own policy.</summary>
    public void LoseTrack(List<PendingRequest> requests)
    {
        foreach (var request in requests)
        {
            if (request.Kind.Resend == ResendPolicy.Always)
                continue;
            var token = request.Token;
            Requests.End(request);
            Emit(SessionEvent.RequestUncertain(token));
        }

        Requests.SendAgain(requests.Where(static request => request.State != RequestState.Ended));
    }

    /// <summary>Ends a request that can have no answer.</summary>
    public void Fail(PendingRequest request, string text)
    {
        Requests.End(request);
        Emit(SessionEvent.RequestFailed(request.Token, text));
    }

    /// <summary>Wishes a new session once the packet at hand is digested.</summary>
    public void WishReplacement(string reason) => _replacementReason ??= reason;

    /// <summary>Goes over to a new session if that was wished.</summary>
    public void ReplaceIfWished()
    {
        if (_replacementReason is not { } reason)
            return;
        _replacementReason = null;
        Replace(reason);
    }

    /// <summary>Goes over to a new session: ids and numbers start over, and what was in flight is treated by its policy.</summary>
    public void Replace(string reason)
    {
        Retire(SessionId);
        var old = SessionId;
        SessionId = DrawSessionId();
        Clock.StartOver();
        _saltSince = 0;
        Received.Clear();
        Acks.Clear();
        Services.DropForSession();
        Services.Add(new ServiceMessage(ServiceMessageKind.DestroySession, old));
        Emit(SessionEvent.SessionReplaced(reason));
        LoseTrack(Requests.InFlight(static _ => true));
    }

    /// <summary>Takes note of a session that this side has left.</summary>
    public void Retire(long sessionId)
    {
        _retired.Enqueue(sessionId);
        if (_retired.Count > RememberedSessions)
            _retired.Dequeue();
    }

    /// <summary>Whether <paramref name="sessionId"/> is one that this side has left.</summary>
    public bool IsRetired(long sessionId) => _retired.Contains(sessionId);

    private long DrawSessionId()
    {
        Span<byte> id = stackalloc byte[sizeof(long)];
        do
            _entropy.Fill(id);
        while (BinaryPrimitives.ReadInt64LittleEndian(id) == 0);
        return BinaryPrimitives.ReadInt64LittleEndian(id);
    }
}

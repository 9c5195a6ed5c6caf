using System.Collections.Immutable;
using TelegramHost.MtProto.Crypto;
using TelegramHost.MtProto.Framing;
using TelegramHost.MtProto.Messages;
using TelegramHost.Tl;

namespace TelegramHost.MtProto.Session;

/// <summary>One MTProto session of one auth key as a machine: requests, packets and time in; packets, events and the next deadline out.</summary>
/// <remarks>
/// It knows no socket and no clock and has one owner, who
/// takes packets (<see cref="TryTakePacket"/>) until there are none, waits for bytes, a request or <see cref="NextDeadline"/>,
/// hands over what came, and takes the events (<see cref="TryTakeEvent"/>). <c>now</c> never runs backwards.
/// A request ends exactly once: by an event with its token (RpcResult, RpcError, RequestFailed, RequestUncertain) or by <see cref="Cancel"/>.
/// It outlives connections: after <see cref="SessionEventKind.CloseConnection"/> the owner closes the socket, calls
/// <see cref="HandleDisconnected"/>, and <see cref="HandleConnected"/> once there is another.
/// </remarks>
internal sealed class MtSession : IDisposable
{
    /// <summary>The longest request in bytes, as it is sent: what a frame takes, less the envelope, the wrappers and the padding around it.</summary>
    public const int MaxRequestBytes = FrameLimits.MaxPacketBytes - 4096;

    private readonly AuthKey _key;
    private readonly IEntropy _entropy;
    private readonly SessionState _state;
    private readonly PacketOpener _opener;
    private readonly IncomingMessages _incoming;
    private readonly OutgoingQueue _outgoing;

    /// <summary>A session for <paramref name="key"/>, which stays the caller's; it is not connected yet.</summary>
    public MtSession(AuthKey key, MtSessionOptions options, IEntropy entropy, DateTimeOffset now)
    {
        ArgumentNullException.ThrowIfNull(key);
        ArgumentNullException.ThrowIfNull(options);
        ArgumentNullException.ThrowIfNull(entropy);
        _key = key;
        _entropy = entropy;
        _state = new SessionState(options, entropy);
        _opener = new PacketOpener(key, _state);
        _incoming = new IncomingMessages(_state);
        _outgoing = new OutgoingQueue(_state, (int)options.PingDisconnectDelay.TotalSeconds);
    }

    /// <summary>The id under which the server knows this session; it changes with <see cref="SessionEventKind.SessionReplaced"/>.</summary>
    public long SessionId => _state.SessionId;

    /// <summary>Server time minus local time.</summary>
    public TimeSpan ServerTimeOffset => _state.Clock.Offset;

    /// <summary>The salts to store with the auth key.</summary>
    public ImmutableArray<ServerSalt> Salts => _state.Salts.Salts;

    /// <summary>How many requests have not ended.</summary>
    public int PendingRequests => _state.Requests.Count;

    /// <summary>Whether the server has answered a ping on this connection: it holds the key.</summary>
    public bool HasPong => _state.KeepAlive.HasPong;

    /// <summary>When <see cref="HandleTimeout"/> wants to be called next; null while there is no connection.</summary>
    public DateTimeOffset? NextDeadline
    {
        get
        {
            if (!_state.IsConnected)
                return null;
            var next = Earlier(_state.KeepAlive.Deadline, SaltsWantedAt);
            next = Earlier(next, _state.Acks.Deadline);
            return Earlier(next, _state.Requests.Deadline);
        }
    }

    private DateTimeOffset SaltsWantedAt
    {
        get
        {
            var (fewLeftAt, notBefore) = (_state.Salts.FewLeftAt, _state.Salts.AskNotBefore);
            if (fewLeftAt == DateTimeOffset.MinValue)
                return notBefore;
            var at = _state.Clock.LocalTime(fewLeftAt);
            return at > notBefore ? at : notBefore;
        }
    }

    /// <summary>Takes a request to be sent as soon as there is a connection.</summary>
    /// <param name="body">The boxed function with its wrappers. It must stay as it is until the request has ended.</param>
    /// <param name="kind">How to pack it and whether it may be sent twice.</param>
    /// <param name="now">The time.</param>
    /// <param name="after">The token of a request that the server must carry out before this one; 0 for none. One that has ended is none.</param>
    /// <returns>The token that names the request in events.</returns>
    /// <exception cref="ArgumentException">The body is no boxed object: its length is no multiple of four, or zero; or it is longer than <see cref="MaxRequestBytes"/>.</exception>
    public long Enqueue(ReadOnlyMemory<byte> body, RequestKind kind, DateTimeOffset now, long after = 0)
    {
        if (body.IsEmpty || (body.Length & 3) != 0)
        {
            throw new ArgumentException(
                $"A request of {body.Length} bytes is no boxed object; expected a multiple of four above zero.", nameof(body));
        }

        // File parts are compressed already, or do not compress.
        var sent = kind.IsFilePart ? body : GzipPacked.TryPack(body.Span) ?? body;
        if (sent.Length > MaxRequestBytes)
            throw new ArgumentException($"A request of {sent.Length} bytes does not fit into a packet, which takes {MaxRequestBytes}. Send files in parts.", nameof(body));
        return _state.Requests.Add(sent, kind, after).Token;
    }

    /// <summary>Takes a request that names the message that carries it, and is made anew whenever it is sent.</summary>
    /// <param name="compose">Makes the boxed function from the id of its message; always of the same length.</param>
    /// <returns>The token that names the request in events.</returns>
    public long EnqueueComposed(Func<long, ReadOnlyMemory<byte>> compose)
    {
        ArgumentNullException.ThrowIfNull(compose);
        return _state.Requests.Add(compose(0), RequestKind.Repeatable, after: 0, compose).Token;
    }

    // "Therefore, the client needs a way to cancel receipt of the RPC response message, actually acknowledging its receipt prior to it being
    // in fact received." — https://core.telegram.org/mtproto/service_messages#cancellation-of-an-rpc-query
    /// <summary>Ends a request without an answer: no event will name it, and the server is told if it was sent.</summary>
    /// <returns>False if it had ended already; its event may not have been taken yet.</returns>
    public bool Cancel(long token, DateTimeOffset now)
    {
        if (!_state.Requests.TryGet(token, out var request))
            return false;
        if (request.MsgId != 0)
            _state.Services.Add(new ServiceMessage(ServiceMessageKind.DropAnswer, request.MsgId));
        _state.Requests.End(request);
        return true;
    }

    /// <summary>There is a connection: what was in flight is asked after, and packets can be taken.</summary>
    public void HandleConnected(DateTimeOffset now)
    {
        _state.Disconnect(now);
        _state.Connect(now);
        var unknown = _state.Requests.InFlight(static request => request.State == RequestState.Sent);
        _state.Services.AddAll(ServiceMessageKind.StateRequest, [.. unknown.Select(static request => request.MsgId)]);
        HandleTimeout(now);
    }

    /// <summary>The network may have changed, or the machine may have slept: asks at once whether the server still hears.</summary>
    /// <param name="now">The time.</param>
    /// <param name="patience">How long a silent connection may owe the answer before it is given up.</param>
    public void Probe(DateTimeOffset now, TimeSpan patience)
    {
        _state.IsTimeInDoubt = true;
        if (_state.IsConnected)
            _state.Services.Add(new ServiceMessage(ServiceMessageKind.Ping, _state.KeepAlive.TakeProbe(now, patience)));
    }

    /// <summary>Packets for another session of the same key may come on the connection, and are dropped without a word.</summary>
    public void IgnoreSession(long sessionId) => _state.Retire(sessionId);

    /// <summary>The connection is gone. Requests stay.</summary>
    public void HandleDisconnected(DateTimeOffset now) => _state.Disconnect(now);

    /// <summary>Checks, decrypts (in place) and digests one packet. Never throws for what a packet holds.</summary>
    /// <remarks>
    /// "The client is to completely discard the message obtained from server. We also recommend closing and reestablishing the TCP
    /// connection to the server … No information from incorrect messages can be used."
    /// Source: https://core.telegram.org/mtproto/security_guidelines#behavior-in-case-of-mismatch
    /// </remarks>
    /// <returns>Whether it has passed all checks, so that the other side holds the key and knows the session.</returns>
    public bool HandlePacket(Memory<byte> packet, DateTimeOffset now)
    {
        if (!_state.IsConnected)
            return false;
        var isOpen = _opener.TryOpen(packet.Span, out var message, out var refusal);
        if (isOpen)
            refusal = _incoming.Handle(message, now);
        if (refusal is not null)
            _state.Close(CloseReason.RefusedPacket, $"A packet of {packet.Length} bytes is refused: {refusal}.");
        _state.ReplaceIfWished();
        return isOpen && refusal is null;
    }

    /// <summary><see cref="NextDeadline"/> has come.</summary>
    public void HandleTimeout(DateTimeOffset now)
    {
        if (!_state.IsConnected)
            return;
        if (_state.KeepAlive.IsPongMissing(now))
        {
            _state.Close(CloseReason.PongMissing, $"No pong came, with {_state.KeepAlive.InFlight} pings in flight.");
            return;
        }

        _state.Acks.Release(now);
        if (_state.KeepAlive.TryTakePing(now, out var pingId))
            _state.Services.Add(new ServiceMessage(ServiceMessageKind.Ping, pingId));
        _state.Services.AddAll(ServiceMessageKind.StateRequest, _state.Requests.TakeChecks(now));
        _state.Services.AddAll(ServiceMessageKind.ResendAnswerRequest, _state.Requests.TakePromised(now));
        if (SaltsWantedAt > now)
            return;
        _state.Salts.NoteAsked(now);
        _state.Services.Add(new ServiceMessage(ServiceMessageKind.FutureSalts));
    }

    /// <summary>Appends the next encrypted packet, not framed yet, to <paramref name="output"/>.</summary>
    /// <returns>False if there is nothing to send now.</returns>
    public bool TryTakePacket(DateTimeOffset now, TlBuffer output)
    {
        ArgumentNullException.ThrowIfNull(output);
        if (!_state.IsConnected)
            return false;
        if (_state.Clock.IsTooFarAhead(now))
            _state.Replace("The clock was put back: ids of the old session lie too far in the server's future.");

        var plaintext = _outgoing.Pack(now);
        if (plaintext.IsEmpty)
            return false;
        MessageCipher.Encrypt(_key, Side.Client, plaintext, _entropy, output);
        return true;
    }

    /// <summary>Takes the oldest event that was not taken yet.</summary>
    public bool TryTakeEvent(out SessionEvent sessionEvent) => _state.TryTakeEvent(out sessionEvent);

    /// <summary>Gives pooled buffers back. Requests that have not ended are the owner's to end.</summary>
    public void Dispose() => _outgoing.Dispose();

    private static DateTimeOffset Earlier(DateTimeOffset left, DateTimeOffset? right) => right < left ? right.Value : left;
}

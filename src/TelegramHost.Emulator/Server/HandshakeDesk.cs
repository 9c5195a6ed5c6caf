using System.Security.Cryptography;
using TelegramHost.MtProto.Crypto;
using TelegramHost.MtProto.Service;
using TelegramHost.Tl;

namespace TelegramHost.Emulator.Server;

/// <summary>All key exchanges that are under way, on any connection; repeats an answer when its question is repeated.</summary>
/// <remarks>
/// "If the client fails to receive an answer to its query within a certain time interval, it may simply re-send the query …
/// the server remembers it for up to 10 minutes." Source: https://core.telegram.org/mtproto/auth_key
/// </remarks>
internal sealed class HandshakeDesk(ServerRsaKey rsaKey, IEntropy entropy, Func<long, bool> isKeyTaken, Func<int, bool> isServed)
{
    private const int MaxExchanges = 4096;
    private static readonly TimeSpan Memory = TimeSpan.FromMinutes(10);

    private readonly Lock _gate = new();
    private readonly Dictionary<TlInt128, Exchange> _byNonce = [];
    private readonly Queue<(TlInt128 Nonce, Exchange Exchange)> _inOrder = new();

    public HandshakeReply Handle(ReadOnlySpan<byte> body, DateTimeOffset now)
    {
        try
        {
            var reader = new TlReader(body);
            var id = reader.PeekConstructor();
            lock (_gate)
            {
                Forget(now);
                return id switch
                {
                    ReqPqMultiRequest.Constructor => Start(ReqPqMultiRequest.Read(ref reader).Nonce, now),
                    ReqPqRequest.Constructor => Start(ReqPqRequest.Read(ref reader).Nonce, now),
                    ReqDHParamsRequest.Constructor => Handle(ReqDHParamsRequest.Read(ref reader), body, now),
                    SetClientDHParamsRequest.Constructor => Handle(SetClientDHParamsRequest.Read(ref reader), body, now),
                    // Acks of plain answers are allowed and mean nothing.
                    MsgsAck.Constructor => new HandshakeReply([]),
                    _ => HandshakeReply.Refuse($"constructor {id:x8} has no place in a key exchange"),
                };
            }
        }
        catch (TlFormatException exception)
        {
            return HandshakeReply.Refuse(exception.Message);
        }
    }

    private HandshakeReply Start(TlInt128 nonce, DateTimeOffset now)
    {
        if (!_byNonce.TryGetValue(nonce, out var exchange))
        {
            exchange = new Exchange(new ServerHandshake(nonce, rsaKey, entropy, now));
            _byNonce[nonce] = exchange;
            _inOrder.Enqueue((nonce, exchange));
        }

        return new HandshakeReply(exchange.Handshake.ResPq());
    }

    private HandshakeReply Handle(ReqDHParamsRequest request, ReadOnlySpan<byte> body, DateTimeOffset now)
    {
        if (Find(request.Nonce, request.ServerNonce) is not { } exchange)
            return HandshakeReply.Refuse("req_DH_params continues no key exchange that is known here");
        return exchange.Repeat(body) ?? exchange.Remember(body, exchange.Handshake.HandleReqDhParams(request, isServed, now));
    }

    private HandshakeReply Handle(SetClientDHParamsRequest request, ReadOnlySpan<byte> body, DateTimeOffset now)
    {
        if (Find(request.Nonce, request.ServerNonce) is not { } exchange)
            return HandshakeReply.Refuse("set_client_DH_params continues no key exchange that is known here");
        return exchange.Repeat(body) ?? exchange.Remember(body, exchange.Handshake.HandleSetClientDhParams(request, isKeyTaken, now));
    }

    private Exchange? Find(TlInt128 nonce, TlInt128 serverNonce) =>
        _byNonce.TryGetValue(nonce, out var exchange) && exchange.Handshake.ServerNonce == serverNonce ? exchange : null;

    private void Forget(DateTimeOffset now)
    {
        while (_inOrder.TryPeek(out var oldest)
            && (_inOrder.Count > MaxExchanges || now - oldest.Exchange.Handshake.StartedAt > Memory))
        {
            _inOrder.Dequeue();
            _byNonce.Remove(oldest.Nonce);
        }
    }

    private sealed class Exchange(ServerHandshake handshake)
    {
        private readonly List<(byte[] Question, byte[] Answer)> _answers = [];

        public ServerHandshake Handshake => handshake;

        public HandshakeReply? Repeat(ReadOnlySpan<byte> question)
        {
            var hash = SHA256.HashData(question);
            foreach (var (known, answer) in _answers)
            {
                if (known.AsSpan().SequenceEqual(hash))
                    return new HandshakeReply(answer);
            }

            return null;
        }

        public HandshakeReply Remember(ReadOnlySpan<byte> question, HandshakeReply reply)
        {
            if (reply.Body is not null && _answers.Count < 16)
                _answers.Add((SHA256.HashData(question), reply.Body));
            return reply;
        }
    }
}

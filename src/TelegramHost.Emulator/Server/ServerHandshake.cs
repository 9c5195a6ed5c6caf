using TelegramHost.MtProto.Crypto;
using TelegramHost.MtProto.Service;
using TelegramHost.Tl;

namespace TelegramHost.Emulator.Server;

/// <summary>The server's half of one key exchange: messages in, answers out, nothing else.</summary>
/// <remarks>Source: https://core.telegram.org/mtproto/auth_key</remarks>
internal sealed class ServerHandshake
{
    private readonly ServerRsaKey _rsaKey;
    private readonly IEntropy _entropy;
    private readonly TlInt128 _nonce;
    private readonly PqChallenge _challenge;
    private readonly byte[] _secretExponent = new byte[DhGroup.Size];
    private HandshakeSecrets? _secrets;
    private PqInnerData? _innerData;
    private long _expectedRetryId;

    public ServerHandshake(TlInt128 nonce, ServerRsaKey rsaKey, IEntropy entropy, DateTimeOffset now)
    {
        _nonce = nonce;
        _rsaKey = rsaKey;
        _entropy = entropy;
        StartedAt = now;
        Span<byte> serverNonce = stackalloc byte[TlInt128.Size];
        entropy.Fill(serverNonce);
        ServerNonce = new TlInt128(serverNonce);
        _challenge = PqChallenge.Make(entropy);
    }

    public DateTimeOffset StartedAt { get; }

    public TlInt128 ServerNonce { get; }

    /// <summary>The answer to <c>req_pq_multi</c> (and the older <c>req_pq</c>).</summary>
    public byte[] ResPq() => Bytes(new ResPQ
    {
        Nonce = _nonce,
        ServerNonce = ServerNonce,
        Pq = _challenge.ProductBytes,
        ServerPublicKeyFingerprints = [_rsaKey.Fingerprint],
    });

    /// <param name="request">The factors, and what the client encrypted for the server alone.</param>
    /// <param name="isServed">Whether a data center of that number is served here.</param>
    /// <param name="now">The server's time, which the client learns.</param>
    public HandshakeReply HandleReqDhParams(ReqDHParamsRequest request, Func<int, bool> isServed, DateTimeOffset now)
    {
        if (request.PublicKeyFingerprint != _rsaKey.Fingerprint)
            return HandshakeReply.Refuse($"a client encrypted for the key {request.PublicKeyFingerprint:x16}; this server's is {_rsaKey.Fingerprint:x16}");
        if (RsaEnvelope.Open(_rsaKey, request.EncryptedData) is not { } data)
            return HandshakeReply.Refuse("the encrypted part of req_DH_params opens in neither of the two known forms");

        PqInnerData inner;
        try
        {
            var reader = new TlReader(data);
            inner = PqInnerData.Read(ref reader);
        }
        catch (TlFormatException exception)
        {
            return HandshakeReply.Refuse($"the inner data of req_DH_params cannot be read: {exception.Message}");
        }

        if (inner.Nonce != _nonce || inner.ServerNonce != ServerNonce)
            return HandshakeReply.Refuse("the inner data of req_DH_params carries other nonces");
        if (!isServed(inner.DataCenter))
            return HandshakeReply.RefuseDataCenter(inner.DataCenter);
        _secrets = new HandshakeSecrets(inner.NewNonce.Span, ServerNonce.Span);
        if (!_challenge.IsSolvedBy(request.P, request.Q) || !_challenge.IsSolvedBy(inner.P, inner.Q) || !inner.Pq.AsSpan().SequenceEqual(_challenge.ProductBytes))
        {
            return new HandshakeReply(
                Bytes(new ServerDHParamsFail { Nonce = _nonce, ServerNonce = ServerNonce, NewNonceHash = new TlInt128(_secrets.FailureHash()) }),
                Refusal: "p and q are not the factors of pq, smaller first");
        }

        _innerData = inner;
        return new HandshakeReply(DhParams(_secrets, now));
    }

    /// <param name="request">The client's half.</param>
    /// <param name="isKeyTaken">Whether another key already has this id, in which case the client must choose another b.</param>
    /// <param name="now">From when a temporary key counts its lifetime.</param>
    public HandshakeReply HandleSetClientDhParams(SetClientDHParamsRequest request, Func<long, bool> isKeyTaken, DateTimeOffset now)
    {
        if (_secrets is null || _innerData is null)
            return HandshakeReply.Refuse("set_client_DH_params came before req_DH_params");
        if (!_secrets.TryDecrypt(request.EncryptedData, out var data))
            return HandshakeReply.Refuse("the encrypted part of set_client_DH_params does not carry its own SHA1");

        ClientDHInnerData inner;
        try
        {
            var reader = new TlReader(data);
            inner = ClientDHInnerData.Read(ref reader);
        }
        catch (TlFormatException exception)
        {
            return HandshakeReply.Refuse($"client_DH_inner_data cannot be read: {exception.Message}");
        }

        if (inner.Nonce != _nonce || inner.ServerNonce != ServerNonce)
            return HandshakeReply.Refuse("client_DH_inner_data carries other nonces");

        var key = new AuthKey(DhGroup.Power(inner.GB, _secretExponent));
        if (inner.RetryId != _expectedRetryId || !DhGroup.IsSafePublicValue(inner.GB))
            return new HandshakeReply(Fail(key), Refusal: "retry_id is wrong, or g_b is outside the safe range");
        if (isKeyTaken(key.Id))
        {
            _expectedRetryId = key.AuxHash;
            return new HandshakeReply(Retry(key));
        }

        DateTimeOffset? expiresAt = _innerData.Lifetime is { } lifetime ? now + lifetime : null;
        return new HandshakeReply(Ok(key), new NewAuthKey(key, _secrets.FirstSalt, _innerData.DataCenter, expiresAt));
    }

    private byte[] DhParams(HandshakeSecrets secrets, DateTimeOffset now)
    {
        byte[] publicValue;
        do
        {
            _entropy.Fill(_secretExponent);
            publicValue = DhGroup.Power(_secretExponent);
        }
        while (!DhGroup.IsSafePublicValue(publicValue));

        var answer = Bytes(new ServerDHInnerData
        {
            Nonce = _nonce,
            ServerNonce = ServerNonce,
            G = DhGroup.Generator,
            DhPrime = DhGroup.Prime.ToArray(),
            GA = publicValue,
            ServerTime = (int)now.ToUnixTimeSeconds(),
        });
        return Bytes(new ServerDHParamsOk { Nonce = _nonce, ServerNonce = ServerNonce, EncryptedAnswer = secrets.Encrypt(answer, _entropy) });
    }

    private byte[] Ok(AuthKey key) =>
        Bytes(new DhGenOk { Nonce = _nonce, ServerNonce = ServerNonce, NewNonceHash1 = Hash(1, key) });

    private byte[] Retry(AuthKey key) =>
        Bytes(new DhGenRetry { Nonce = _nonce, ServerNonce = ServerNonce, NewNonceHash2 = Hash(2, key) });

    private byte[] Fail(AuthKey key) =>
        Bytes(new DhGenFail { Nonce = _nonce, ServerNonce = ServerNonce, NewNonceHash3 = Hash(3, key) });

    private TlInt128 Hash(byte number, AuthKey key) => new(_secrets!.NewNonceHash(number, key.AuxHash));

    private static byte[] Bytes(ITlObject value)
    {
        using var buffer = new TlBuffer(1024);
        buffer.Append(value);
        return buffer.Written.ToArray();
    }
}

using System.Buffers.Binary;
using System.Security.Cryptography;
using TelegramHost.MtProto.Crypto;
using TelegramHost.MtProto.Service;
using TelegramHost.Tl;

namespace TelegramHost.MtProto.Handshake;

/// <summary>The exchange has begun: <see cref="Request"/> is to be sent, <c>resPQ</c> is to come.</summary>
internal sealed class AwaitingResPq
{
    private readonly HandshakeOptions _options;
    private readonly TlInt128 _nonce;

    internal AwaitingResPq(HandshakeOptions options, TlInt128 nonce)
    {
        _options = options;
        _nonce = nonce;
        Request = Body.Of(new ReqPqMultiRequest { Nonce = nonce });
    }

    /// <summary>The body of <c>req_pq_multi</c>.</summary>
    public byte[] Request { get; }

    /// <summary>Takes the body of the server's answer: checks it, factorises its number and encrypts a new secret for the server.</summary>
    public AwaitingDhParams HandleResPq(ReadOnlySpan<byte> body, IEntropy entropy)
    {
        Span<byte> newNonce = stackalloc byte[TlInt256.Size];
        entropy.Fill(newNonce);
        var challenge = ReadChallenge(body);
        var innerData = MakeInnerData(challenge, newNonce);
        var encrypted = RsaPad.Encrypt(challenge.Key, innerData, entropy);
        CryptographicOperations.ZeroMemory(innerData);
        var next = Proceed(challenge, newNonce, encrypted);
        CryptographicOperations.ZeroMemory(newNonce);
        return next;
    }

    /// <summary>Reads <c>resPQ</c> and checks that it answers this exchange and comes from a server that is trusted; its number is left alone.</summary>
    public void ReadAnswer(ReadOnlySpan<byte> body) => _ = ReadAnswer(body, out _);

    /// <summary>Reads and checks <c>resPQ</c>.</summary>
    internal Challenge ReadChallenge(ReadOnlySpan<byte> body)
    {
        var answer = ReadAnswer(body, out var key);
        Span<byte> number = stackalloc byte[sizeof(ulong)];
        number.Clear();
        answer.Pq.CopyTo(number[^answer.Pq.Length..]);
        var pq = BinaryPrimitives.ReadUInt64BigEndian(number);
        if (!PqFactorizer.TryFactorize(pq, out var p, out var q))
        {
            throw new HandshakeException(HandshakeFailure.BadChallenge,
                $"The server's number pq = {pq} could not be split into two factors. Connect again.");
        }

        return new Challenge(key, answer.ServerNonce, answer.Pq, Minimal(p), Minimal(q));
    }

    private ResPQ ReadAnswer(ReadOnlySpan<byte> body, out RsaPublicKey key)
    {
        var reader = new TlReader(body);
        var answer = ResPQ.Read(ref reader);
        if (answer.Nonce != _nonce)
        {
            throw new HandshakeException(HandshakeFailure.WrongNonce,
                "resPQ answers another request: its nonce is not the one that was sent. Connect again.");
        }

        if (answer.Pq.Length > sizeof(ulong))
        {
            throw new HandshakeException(HandshakeFailure.BadChallenge,
                $"The server's number pq has {answer.Pq.Length} bytes; expected at most {sizeof(ulong)}.");
        }

        key = _options.ServerKeys.FindFirst(answer.ServerPublicKeyFingerprints) ?? throw UnknownKey(answer);
        return answer;
    }

    /// <summary>What is encrypted for the server.</summary>
    internal byte[] MakeInnerData(Challenge challenge, ReadOnlySpan<byte> newNonce)
    {
        var secret = new TlInt256(newNonce);
        var (pq, p, q) = (challenge.Pq, challenge.P, challenge.Q);
        if (_options.ExpiresIn is { } expiresIn)
        {
            return Body.Of(new PQInnerDataTempDc
            {
                Pq = pq, P = p, Q = q, Nonce = _nonce, ServerNonce = challenge.ServerNonce, NewNonce = secret,
                Dc = _options.DcId, ExpiresIn = checked((int)expiresIn.TotalSeconds),
            });
        }

        if (_options.LegacyInnerData)
        {
            return Body.Of(new PQInnerData
            {
                Pq = pq, P = p, Q = q, Nonce = _nonce, ServerNonce = challenge.ServerNonce, NewNonce = secret,
            });
        }

        return Body.Of(new PQInnerDataDc
        {
            Pq = pq, P = p, Q = q, Nonce = _nonce, ServerNonce = challenge.ServerNonce, NewNonce = secret, Dc = _options.DcId,
        });
    }

    /// <summary>The next state, when the encrypted data is there.</summary>
    internal AwaitingDhParams Proceed(Challenge challenge, ReadOnlySpan<byte> newNonce, byte[] encryptedData)
    {
        var request = Body.Of(new ReqDHParamsRequest
        {
            Nonce = _nonce,
            ServerNonce = challenge.ServerNonce,
            P = challenge.P,
            Q = challenge.Q,
            PublicKeyFingerprint = challenge.Key.Fingerprint,
            EncryptedData = encryptedData,
        });
        return new AwaitingDhParams(_options, new ExchangeSecrets(_nonce, challenge.ServerNonce, newNonce), request);
    }

    private static byte[] Minimal(ulong number)
    {
        Span<byte> bytes = stackalloc byte[sizeof(ulong)];
        BinaryPrimitives.WriteUInt64BigEndian(bytes, number);
        return bytes.TrimStart((byte)0).ToArray();
    }

    private HandshakeException UnknownKey(ResPQ answer)
    {
        var offered = string.Join(", ", answer.ServerPublicKeyFingerprints.Select(fingerprint => $"{fingerprint:x16}"));
        var known = string.Join(", ", _options.ServerKeys.Fingerprints.Select(fingerprint => $"{fingerprint:x16}"));
        return new HandshakeException(HandshakeFailure.UnknownServerKey,
            $"The server offers the RSA keys {offered}; this client accepts {known}. "
            + "Check that the address, the choice of test or production servers and the server keys belong together "
            + "(Telegram:Connection:Endpoint, Telegram:Connection:TestServers, Telegram:Connection:PublicKeys).");
    }

    /// <summary>What <c>resPQ</c> amounts to.</summary>
    internal sealed record Challenge(RsaPublicKey Key, TlInt128 ServerNonce, byte[] Pq, byte[] P, byte[] Q);
}

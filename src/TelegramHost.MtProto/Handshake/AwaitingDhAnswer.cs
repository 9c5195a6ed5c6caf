using System.Security.Cryptography;
using TelegramHost.MtProto.Crypto;
using TelegramHost.MtProto.Service;
using TelegramHost.Tl;

namespace TelegramHost.MtProto.Handshake;

/// <summary>The key is chosen: <see cref="Request"/> is to be sent, the server's word on it is to come.</summary>
internal sealed class AwaitingDhAnswer : IDisposable
{
    /// <summary>How often the server may ask for another try.</summary>
    public const int MaxTries = 5;

    private readonly HandshakeOptions _options;
    private readonly ExchangeSecrets _secrets;
    private readonly DhGroup _group;
    private readonly AuthKey _key;
    private readonly int _tries;

    private AwaitingDhAnswer(
        HandshakeOptions options, ExchangeSecrets secrets, DhGroup group, AuthKey key, int tries, byte[] request)
    {
        _options = options;
        _secrets = secrets;
        _group = group;
        _key = key;
        _tries = tries;
        Request = request;
    }

    /// <summary>The body of <c>set_client_DH_params</c>.</summary>
    public byte[] Request { get; }

    /// <summary>Takes the body of the server's answer: the exchange is finished, or has to be tried with another secret.</summary>
    public HandshakeOutcome HandleDhAnswer(ReadOnlySpan<byte> body, IEntropy entropy)
    {
        var reader = new TlReader(body);
        switch (SetClientDHParamsAnswerBase.Read(ref reader))
        {
            case DhGenOk ok:
                Check(1, ok.Nonce, ok.ServerNonce, ok.NewNonceHash1);
                var result = MakeResult();
                _secrets.Dispose();
                return new HandshakeOutcome(result, null);

            case DhGenRetry retry:
                Check(2, retry.Nonce, retry.ServerNonce, retry.NewNonceHash2);
                if (_tries >= MaxTries)
                {
                    throw new HandshakeException(HandshakeFailure.TooManyRetries,
                        $"The server asked for another key {_tries} times in a row (dh_gen_retry). Connect again.");
                }

                var next = Choose(_options, _secrets, _group, _key.AuxHash, _tries + 1, entropy);
                _key.Dispose();
                return new HandshakeOutcome(null, next);

            case DhGenFail fail:
                Check(3, fail.Nonce, fail.ServerNonce, fail.NewNonceHash3);
                throw new HandshakeException(HandshakeFailure.Refused, "The server refused the key (dh_gen_fail). Connect again.");

            case var other:
                throw new HandshakeException(HandshakeFailure.UnexpectedAnswer,
                    $"The server answered set_client_DH_params with {other.GetType().Name}.");
        }
    }

    /// <summary>Forgets the exchange's secrets and the key, when it is given up here. Not to be called once there is a result.</summary>
    public void Dispose()
    {
        _secrets.Dispose();
        _key.Dispose();
    }

    /// <summary>Draws a secret whose public value is in range, and goes on with it.</summary>
    internal static AwaitingDhAnswer Choose(
        HandshakeOptions options, ExchangeSecrets secrets, DhGroup group, long retryId, int tries, IEntropy entropy)
    {
        Span<byte> secret = stackalloc byte[DhParameters.SizeBytes];
        var publicValue = new byte[DhParameters.SizeBytes];
        do
        {
            entropy.Fill(secret);
            DhParameters.Power(group.Generator, secret, group.Prime, publicValue);
        }
        while (DhParameters.CheckPublicValue(publicValue, group.Prime) != DhFault.None);

        var inner = Body.Of(new ClientDHInnerData
        {
            Nonce = secrets.Nonce, ServerNonce = secrets.ServerNonce, RetryId = retryId, GB = publicValue,
        });
        Span<byte> padding = stackalloc byte[-(SHA1.HashSizeInBytes + inner.Length) & (AesIge.BlockBytes - 1)];
        entropy.Fill(padding);

        Span<byte> keyBytes = stackalloc byte[AuthKey.SizeBytes];
        DhParameters.Power(group.PublicValue, secret, group.Prime, keyBytes);
        var key = new AuthKey(keyBytes);
        CryptographicOperations.ZeroMemory(secret);
        CryptographicOperations.ZeroMemory(keyBytes);
        return new AwaitingDhAnswer(options, secrets, group, key, tries, MakeRequest(secrets, inner, padding));
    }

    private static byte[] MakeRequest(ExchangeSecrets secrets, byte[] inner, ReadOnlySpan<byte> padding)
    {
        // data_with_hash = SHA1(data) + data + padding to a whole block.
        var encrypted = new byte[SHA1.HashSizeInBytes + inner.Length + padding.Length];
        SHA1.HashData(inner, encrypted);
        inner.CopyTo(encrypted, SHA1.HashSizeInBytes);
        padding.CopyTo(encrypted.AsSpan(SHA1.HashSizeInBytes + inner.Length));
        secrets.Encrypt(encrypted);
        return Body.Of(new SetClientDHParamsRequest
        {
            Nonce = secrets.Nonce, ServerNonce = secrets.ServerNonce, EncryptedData = encrypted,
        });
    }

    private void Check(byte number, in TlInt128 nonce, in TlInt128 serverNonce, TlInt128 newNonceHash)
    {
        ClientHandshake.CheckNonces(nonce, serverNonce, _secrets);
        var expected = _secrets.NewNonceHash(number, _key.AuxHash);
        if (!CryptographicOperations.FixedTimeEquals(expected.Span, newNonceHash.Span))
        {
            throw new HandshakeException(HandshakeFailure.WrongHash,
                $"new_nonce_hash{number} of the server's answer does not fit the key of this side. Somebody may be in between; nothing was agreed upon.");
        }
    }

    private HandshakeResult MakeResult()
    {
        // The server counts from a moment of its own choice inside the exchange; the time of its parameters is the earliest of them.
        var expiresAt = _options.ExpiresIn is { } expiresIn ? _group.ServerTime + expiresIn : (DateTimeOffset?)null;
        return new HandshakeResult(_key, _secrets.FirstSalt, _group.ServerTimeOffset, expiresAt);
    }
}

using System.Security.Cryptography;
using TelegramHost.MtProto.Crypto;
using TelegramHost.MtProto.Service;
using TelegramHost.Tl;

namespace TelegramHost.MtProto.Handshake;

/// <summary>The server was sent a secret: <see cref="Request"/> is to be sent, its Diffie–Hellman parameters are to come.</summary>
internal sealed class AwaitingDhParams : IDisposable
{
    private const int MaxPaddingBytes = 15;

    private readonly HandshakeOptions _options;
    private readonly ExchangeSecrets _secrets;

    internal AwaitingDhParams(HandshakeOptions options, ExchangeSecrets secrets, byte[] request)
    {
        _options = options;
        _secrets = secrets;
        Request = request;
    }

    /// <summary>The body of <c>req_DH_params</c>.</summary>
    public byte[] Request { get; }

    /// <summary>Takes the body of the server's answer: decrypts and checks its parameters and chooses this side's secret.</summary>
    public AwaitingDhAnswer HandleDhParams(ReadOnlySpan<byte> body, DateTimeOffset now, IEntropy entropy)
    {
        var group = ReadGroup(body, now, entropy);
        return AwaitingDhAnswer.Choose(_options, _secrets, group, retryId: 0, tries: 1, entropy);
    }

    /// <summary>Forgets the exchange's secrets, when it is given up here.</summary>
    public void Dispose() => _secrets.Dispose();

    /// <summary>Reads and checks <c>server_DH_params_ok</c> and what is encrypted in it.</summary>
    internal DhGroup ReadGroup(ReadOnlySpan<byte> body, DateTimeOffset now, IEntropy entropy)
    {
        var reader = new TlReader(body);
        var answer = ServerDHParamsBase.Read(ref reader) switch
        {
            ServerDHParamsOk ok => ok,
            ServerDHParamsFail fail => throw Refusal(fail),
            var other => throw new HandshakeException(HandshakeFailure.UnexpectedAnswer,
                $"The server answered req_DH_params with {other.GetType().Name}."),
        };
        ClientHandshake.CheckNonces(answer.Nonce, answer.ServerNonce, _secrets);

        var inner = Open(answer.EncryptedAnswer);
        ClientHandshake.CheckNonces(inner.Nonce, inner.ServerNonce, _secrets);

        CheckDh(DhParameters.CheckGroup(inner.DhPrime, inner.G, entropy), "group");
        CheckDh(DhParameters.CheckPublicValue(inner.GA, inner.DhPrime), "public value");
        var serverTime = DateTimeOffset.FromUnixTimeSeconds(inner.ServerTime);
        return new DhGroup(inner.G, inner.DhPrime, inner.GA, serverTime, serverTime - now);
    }

    private static void CheckDh(DhFault fault, string what)
    {
        if (fault != DhFault.None)
        {
            throw new HandshakeException(HandshakeFailure.UnsafeParameters,
                $"The server's Diffie–Hellman {what} is not safe to use: {fault}. Somebody may be in between; nothing was agreed upon.");
        }
    }

    // answer_with_hash = SHA1(answer) + answer + 0 to 15 bytes. Whatever is wrong inside gives one and the same error.
    private ServerDHInnerData Open(byte[] encrypted)
    {
        if (encrypted.Length == 0 || encrypted.Length % AesIge.BlockBytes != 0)
        {
            throw new HandshakeException(HandshakeFailure.UnexpectedAnswer,
                $"The encrypted part of server_DH_params_ok has {encrypted.Length} bytes; expected a multiple of {AesIge.BlockBytes}.");
        }

        _secrets.Decrypt(encrypted);
        if (encrypted.Length <= SHA1.HashSizeInBytes)
            throw WrongHash();

        var reader = new TlReader(encrypted.AsSpan(SHA1.HashSizeInBytes));
        ServerDHInnerData inner;
        try
        {
            inner = ServerDHInnerData.Read(ref reader);
        }
        catch (TlFormatException)
        {
            throw WrongHash();
        }

        Span<byte> hash = stackalloc byte[SHA1.HashSizeInBytes];
        SHA1.HashData(encrypted.AsSpan(SHA1.HashSizeInBytes, reader.Position), hash);
        if (reader.Remaining > MaxPaddingBytes
            || !CryptographicOperations.FixedTimeEquals(hash, encrypted.AsSpan(0, SHA1.HashSizeInBytes)))
        {
            throw WrongHash();
        }

        return inner;
    }

    private HandshakeException Refusal(ServerDHParamsFail fail)
    {
        ClientHandshake.CheckNonces(fail.Nonce, fail.ServerNonce, _secrets);
        return fail.NewNonceHash == _secrets.NewNonceHashOfFailure()
            ? new HandshakeException(HandshakeFailure.Refused, "The server refused the key exchange (server_DH_params_fail). Connect again.")
            : WrongHash();
    }

    private static HandshakeException WrongHash() =>
        new(HandshakeFailure.WrongHash,
            "The server's Diffie–Hellman parameters do not decrypt to what their hash says. Nothing was agreed upon; connect again.");
}

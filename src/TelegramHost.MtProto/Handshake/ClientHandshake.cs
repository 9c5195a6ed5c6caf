using TelegramHost.MtProto.Crypto;
using TelegramHost.Tl;

namespace TelegramHost.MtProto.Handshake;

/// <summary>
/// The client's side of the key exchange, as a chain of states: each holds the request to send and turns the server's answer
/// into the next state. All requests and answers are bodies of unencrypted messages.
/// </summary>
/// <remarks>
/// <see cref="Start(HandshakeOptions, IEntropy)"/> → <see cref="AwaitingResPq"/> → <see cref="AwaitingDhParams"/> →
/// <see cref="AwaitingDhAnswer"/> → <see cref="HandshakeResult"/>. A state is used once; whoever gives an exchange up disposes
/// the state it is in. Answers that break the rules give a <see cref="HandshakeException"/> or a <see cref="TlFormatException"/>.
/// Source: https://core.telegram.org/mtproto/auth_key
/// </remarks>
internal static class ClientHandshake
{
    /// <summary>Begins an exchange.</summary>
    public static AwaitingResPq Start(HandshakeOptions options, IEntropy entropy)
    {
        Span<byte> nonce = stackalloc byte[TlInt128.Size];
        entropy.Fill(nonce);
        return new AwaitingResPq(options, new TlInt128(nonce));
    }

    /// <summary>Checks that an answer belongs to this exchange.</summary>
    internal static void CheckNonces(in TlInt128 nonce, in TlInt128 serverNonce, ExchangeSecrets secrets)
    {
        if (nonce != secrets.Nonce || serverNonce != secrets.ServerNonce)
        {
            throw new HandshakeException(HandshakeFailure.WrongNonce,
                "An answer of the key exchange carries a nonce of another exchange; expected the ones of this exchange. Connect again.");
        }
    }
}

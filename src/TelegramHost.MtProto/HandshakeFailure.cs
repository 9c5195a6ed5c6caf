namespace TelegramHost.MtProto;

/// <summary>Why no authorization key could be agreed upon.</summary>
public enum HandshakeFailure
{
    /// <summary>The server offers only RSA keys that this client does not know.</summary>
    UnknownServerKey,

    /// <summary>The server's answer is not one that the protocol allows at this step.</summary>
    UnexpectedAnswer,

    /// <summary>A nonce in the server's answer is not the one of this exchange.</summary>
    WrongNonce,

    /// <summary>The number to factorise is no product of two primes, or could not be split in bounded time.</summary>
    BadChallenge,

    /// <summary>A hash in the server's answer does not fit its content.</summary>
    WrongHash,

    /// <summary>The Diffie–Hellman group or the server's public value is not safe to use.</summary>
    UnsafeParameters,

    /// <summary>The server refused the exchange (<c>server_DH_params_fail</c>, <c>dh_gen_fail</c>).</summary>
    Refused,

    /// <summary>The server asked for another try more often than is reasonable.</summary>
    TooManyRetries,
}

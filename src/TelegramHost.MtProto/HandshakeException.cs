namespace TelegramHost.MtProto;

/// <summary>No authorization key could be agreed upon with the server.</summary>
/// <remarks>Nothing of a failed exchange is kept. Source: https://core.telegram.org/mtproto/auth_key</remarks>
public sealed class HandshakeException : Exception
{
    /// <summary>A failure of the kind <paramref name="failure"/>, described by <paramref name="message"/>.</summary>
    public HandshakeException(HandshakeFailure failure, string message, Exception? innerException = null)
        : base(message, innerException) => Failure = failure;

    /// <summary>Why the exchange failed.</summary>
    public HandshakeFailure Failure { get; }

    /// <summary>Whether another exchange, on a new connection, may well succeed.</summary>
    /// <remarks>An unknown server key stays unknown until the settings change; everything else may be the weather.</remarks>
    public bool CanRetry => Failure is not HandshakeFailure.UnknownServerKey;
}

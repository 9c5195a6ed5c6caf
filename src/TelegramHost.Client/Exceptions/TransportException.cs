namespace TelegramHost.Client;

/// <summary>The server could not be reached, or the connection to it was refused or lost.</summary>
public sealed class TransportException : TelegramException
{
    /// <summary>A fault of the way to the server.</summary>
    /// <param name="message">What happened, where, and which setting decides it.</param>
    /// <param name="code">The server's transport error, for example -444; null if it sent none.</param>
    /// <param name="inner">The fault underneath.</param>
    public TransportException(string message, int? code = null, Exception? inner = null)
        : base(message, inner) =>
        Code = code;

    /// <summary>The server's transport error, for example -444; null if it sent none.</summary>
    /// <remarks>Source: https://core.telegram.org/mtproto/mtproto-transports#transport-errors</remarks>
    public int? Code { get; }
}

namespace TelegramHost.Client;

/// <summary>The stored login is worth nothing any more: a person (or the bot's token) has to log in again.</summary>
public sealed class SessionLostException : TelegramException
{
    /// <summary>A login that is gone.</summary>
    public SessionLostException(string message, Exception? inner = null)
        : base(message, inner)
    {
    }
}

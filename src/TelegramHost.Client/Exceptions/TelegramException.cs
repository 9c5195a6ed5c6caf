namespace TelegramHost.Client;

/// <summary>Anything that this library could not do for its caller.</summary>
public abstract class TelegramException : Exception
{
    private protected TelegramException(string message, Exception? inner = null)
        : base(message, inner)
    {
    }
}

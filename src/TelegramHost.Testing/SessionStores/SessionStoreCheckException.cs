namespace TelegramHost.Testing.SessionStores;

/// <summary>A store does not do what <see cref="Client.Sessions.ISessionStore"/> and its parts demand.</summary>
public sealed class SessionStoreCheckException : Exception
{
    /// <summary>A failed check.</summary>
    public SessionStoreCheckException(string message, Exception? inner = null)
        : base(message, inner)
    {
    }
}

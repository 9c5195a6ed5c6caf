namespace TelegramHost.Client;

/// <summary>The session could not be opened, read or written. Nothing of it was overwritten.</summary>
public sealed class SessionStoreException : TelegramException
{
    /// <summary>A fault of a session store.</summary>
    public SessionStoreException(SessionStoreFault fault, string message, Exception? inner = null)
        : base(message, inner) =>
        Fault = fault;

    /// <summary>What is wrong.</summary>
    public SessionStoreFault Fault { get; }
}

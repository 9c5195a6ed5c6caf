namespace TelegramHost.Client;

/// <summary>The built-in places for a session.</summary>
public enum SessionStoreKind
{
    /// <summary>One file on disk.</summary>
    File,

    /// <summary>Nowhere: the login ends with the process.</summary>
    Memory,
}

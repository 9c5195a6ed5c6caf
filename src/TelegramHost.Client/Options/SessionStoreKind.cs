namespace TelegramHost.Client;

/// <summary>The names of the built-in stores, for <see cref="SessionOptions.Store"/>.</summary>
public static class SessionStoreKind
{
    /// <summary>A file on disk, and a journal beside it.</summary>
    public const string File = "File";

    /// <summary>Nowhere: the login ends with the process.</summary>
    public const string Memory = "Memory";

    /// <summary>A string in the settings; what is learned ends with the process.</summary>
    public const string String = "String";
}

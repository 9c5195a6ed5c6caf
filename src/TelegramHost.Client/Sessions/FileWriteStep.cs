namespace TelegramHost.Client.Sessions;

/// <summary>The steps in which a session file is replaced.</summary>
internal enum FileWriteStep
{
    /// <summary>The temporary file is made and filled.</summary>
    WriteTemporary,

    /// <summary>The temporary file's bytes are forced to the disk.</summary>
    FlushTemporary,

    /// <summary>The temporary file takes the session file's name.</summary>
    Rename,

    /// <summary>The new name is forced to the disk.</summary>
    FlushFolder,
}

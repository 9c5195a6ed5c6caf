namespace TelegramHost.Client.Sessions;

/// <summary>The steps in which session files are written.</summary>
internal enum FileWriteStep
{
    /// <summary>The temporary file is made and filled.</summary>
    WriteTemporary,

    /// <summary>The temporary file's bytes are forced to the disk.</summary>
    FlushTemporary,

    /// <summary>The temporary file takes the file's name.</summary>
    Rename,

    /// <summary>The new name is forced to the disk.</summary>
    FlushFolder,

    /// <summary>A batch goes to the end of the journal.</summary>
    Append,

    /// <summary>The batch is forced to the disk.</summary>
    FlushAppended,
}

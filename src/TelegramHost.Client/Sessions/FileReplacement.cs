namespace TelegramHost.Client.Sessions;

/// <summary>Replaces a file as a whole: a crash at any moment leaves the old one or the new one.</summary>
internal static class FileReplacement
{
    /// <summary>Puts <paramref name="data"/> in the place of what <paramref name="path"/> holds, durably.</summary>
    /// <param name="path">The file; only its owner can read the new one.</param>
    /// <param name="data">Its new content.</param>
    /// <param name="fault">Called before each step, so that tests can crash there.</param>
    /// <param name="cancellationToken">Gives up; then the old file stays.</param>
    public static async ValueTask WriteAsync(string path, ReadOnlyMemory<byte> data, Action<FileWriteStep>? fault, CancellationToken cancellationToken)
    {
        var temporary = path + ".tmp";
        fault?.Invoke(FileWriteStep.WriteTemporary);
        // A leftover of a crash may have other access rights, so it is not written into.
        File.Delete(temporary);
        var stream = new FileStream(temporary, FileSessionLock.OwnerOnly(FileMode.CreateNew));
        await using (stream.ConfigureAwait(false))
        {
            await stream.WriteAsync(data, cancellationToken).ConfigureAwait(false);
            fault?.Invoke(FileWriteStep.FlushTemporary);
            stream.Flush(flushToDisk: true);
        }

        fault?.Invoke(FileWriteStep.Rename);
        File.Move(temporary, path, overwrite: true);
        fault?.Invoke(FileWriteStep.FlushFolder);
        FolderFlush.Run(Path.GetDirectoryName(path)!);
    }
}

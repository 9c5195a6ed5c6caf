namespace TelegramHost.Client.Sessions;

/// <summary>Keeps one session in one file, readable by its owner alone.</summary>
/// <remarks>
/// A write goes to a temporary file beside it, is flushed to the disk and then renamed over the old one, so a crash at any
/// moment leaves the old session or the new one. An operating system lock on <c>{file}.lock</c> keeps a second process out.
/// </remarks>
internal sealed class FileSessionStore : ISessionStore
{
    private readonly Action<FileWriteStep>? _fault;

    /// <summary>A store at <paramref name="path"/>; nothing is touched yet.</summary>
    /// <param name="path">The session file, absolute or relative to the working directory.</param>
    /// <param name="fault">Called before each step of a write, so that tests can crash there.</param>
    public FileSessionStore(string path, Action<FileWriteStep>? fault = null)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(path);
        Path = System.IO.Path.GetFullPath(path);
        _fault = fault;
    }

    /// <summary>The session file's full path.</summary>
    public string Path { get; }

    /// <inheritdoc/>
    public string Description => $"the session file {Path} (Telegram:Session:Path)";

    /// <inheritdoc/>
    public ValueTask<ISessionLease> AcquireAsync(CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        try
        {
            // Renaming over a symbolic link would replace the link and leave its target behind as an old login.
            var target = new FileInfo(Path) is { LinkTarget: not null } link ? link.ResolveLinkTarget(returnFinalTarget: true)!.FullName : Path;
            Directory.CreateDirectory(System.IO.Path.GetDirectoryName(target)!);
            return ValueTask.FromResult<ISessionLease>(new FileSessionLease(target, Description, FileSessionLock.Take(target, Description), _fault));
        }
        catch (Exception exception) when (FileFaults.IsOne(exception))
        {
            throw FileFaults.Translate(exception, $"Could not open {Description}");
        }
    }
}

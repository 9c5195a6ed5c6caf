using System.Text;

namespace TelegramHost.Client.Sessions;

/// <summary>Keeps each session in one file, readable by its owner alone, with what changes often in a journal beside it.</summary>
/// <remarks>
/// The file is replaced as a whole, so a crash at any moment leaves the old login or the new one. Marks and peers are appended
/// to <c>{file}.state</c>, a batch at a time. An operating system lock on <c>{file}.lock</c> keeps a second process out and
/// falls with its holder.
/// </remarks>
public sealed class FileSessionStore : ISessionStore
{
    /// <summary>What stands for a session's key in a path.</summary>
    private const string KeyPlace = "{key}";

    private readonly Action<FileWriteStep>? _fault;

    /// <summary>A store at <paramref name="path"/>; nothing is touched yet.</summary>
    /// <param name="path">
    /// The session file, absolute or relative to the working directory. <c>{key}</c> in its name stands for the key of a session; without it
    /// the file holds one session, whatever its key.
    /// </param>
    public FileSessionStore(string path)
        : this(path, null)
    {
    }

    /// <summary>The same, for tests that crash in a write.</summary>
    /// <param name="path">The session file.</param>
    /// <param name="fault">Called before each step of a write.</param>
    internal FileSessionStore(string path, Action<FileWriteStep>? fault)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(path);
        Path = System.IO.Path.GetFullPath(path);
        _fault = fault;
    }

    /// <summary>The session file's full path, as it was given.</summary>
    public string Path { get; }

    /// <inheritdoc/>
    public string Description => Describe(Path);

    /// <summary>The file of the session <paramref name="key"/>.</summary>
    internal string PathOf(string key) => Path.Replace(KeyPlace, FileNameOf(key), StringComparison.Ordinal);

    /// <inheritdoc/>
    public ValueTask<ISessionLease> AcquireAsync(string key, CancellationToken cancellationToken)
    {
        SessionKey.ThrowIfInvalid(key);
        cancellationToken.ThrowIfCancellationRequested();
        var path = PathOf(key);
        var description = Describe(path);
        try
        {
            // Renaming over a symbolic link would replace the link and leave its target behind as an old login.
            var target = new FileInfo(path) is { LinkTarget: not null } link ? link.ResolveLinkTarget(returnFinalTarget: true)!.FullName : path;
            Directory.CreateDirectory(System.IO.Path.GetDirectoryName(target)!);
            return ValueTask.FromResult<ISessionLease>(new FileSessionLease(target, description, _fault));
        }
        catch (Exception exception) when (FileFaults.IsOne(exception))
        {
            throw FileFaults.Translate(exception, $"Could not open {description}");
        }
    }

    private static string Describe(string path) => $"the session file {path} (Telegram:Session:Path)";

    // Escaped as in a URL, so that no key reaches another folder, and no two keys share a file where upper and lower case are one.
    private static string FileNameOf(string key) => string.Concat(Encoding.UTF8.GetBytes(key).Select(value =>
        (char)value is var character && (char.IsAsciiLetterLower(character) || char.IsAsciiDigit(character) || character is '-' or '_')
            ? character.ToString()
            : $"%{value:x2}"));
}

using System.Globalization;

namespace TelegramHost.Client.Sessions;

/// <summary>The operating system's lock on a session file; it falls with the process, so a crash leaves none behind.</summary>
internal sealed class FileSessionLock : IDisposable
{
    // EAGAIN on Linux, EWOULDBLOCK on macOS and the BSDs, ERROR_SHARING_VIOLATION on Windows.
    private const int LockedOnLinux = 11;
    private const int LockedOnBsd = 35;
    private const int LockedOnWindows = unchecked((int)0x80070020);

    private readonly FileStream _stream;
    private readonly string _holderPath;
    private readonly string _note = string.Create(CultureInfo.InvariantCulture,
        $"process {Environment.ProcessId} ({Path.GetFileName(Environment.ProcessPath)}) on {Environment.MachineName}\nlease {Guid.NewGuid():N}\n");

    private FileSessionLock(FileStream stream, string holderPath)
    {
        _stream = stream;
        _holderPath = holderPath;
    }

    /// <summary>Takes the lock of the session file at <paramref name="path"/>.</summary>
    /// <exception cref="SessionStoreException">Somebody else has it.</exception>
    public static FileSessionLock Take(string path, string description)
    {
        // A locked file can't be read on Unix, so the holder's name lies beside it.
        var holderPath = path + ".holder";
        FileStream stream;
        try
        {
            stream = new FileStream(path + ".lock", OwnerOnly(FileMode.OpenOrCreate));
        }
        catch (IOException exception) when (exception.HResult is LockedOnLinux or LockedOnBsd or LockedOnWindows)
        {
            throw new SessionStoreException(SessionStoreFault.Locked,
                $"{Capitalised(description)} is in use by {HolderIn(ReadNote(holderPath))}. Stop that process, or set Telegram:Session:Path to another file: one session can't be used twice.",
                exception);
        }

        var taken = new FileSessionLock(stream, holderPath);
        try
        {
            taken.WriteHolder();
            return taken;
        }
        catch
        {
            stream.Dispose();
            throw;
        }
    }

    /// <summary>Throws if somebody else has taken the session over, which needs a lock file that was removed, or a network file system that forgot the lock.</summary>
    /// <exception cref="SessionStoreException">The lease is lost.</exception>
    public void ThrowIfLost(string description)
    {
        if (ReadNote(_holderPath) is { } note && note != _note)
        {
            throw new SessionStoreException(SessionStoreFault.LeaseLost,
                $"{Capitalised(description)} was taken over by {HolderIn(note)}, although this process had locked it; nothing was written. Leave the .lock file beside it alone, and use a file system that keeps locks.");
        }
    }

    /// <summary>Releases the lock. Its file stays: removing it would let two processes lock two files of the same name.</summary>
    public void Dispose()
    {
        try
        {
            if (ReadNote(_holderPath) == _note)
                File.Delete(_holderPath);
        }
        catch (Exception exception) when (FileFaults.IsOne(exception))
        {
            // A stale note is overwritten by the next holder.
        }

        _stream.Dispose();
    }

    /// <summary>Options for a file that only its owner may read and write.</summary>
    internal static FileStreamOptions OwnerOnly(FileMode mode)
    {
        var options = new FileStreamOptions { Mode = mode, Access = FileAccess.ReadWrite, Share = FileShare.None };
        if (!OperatingSystem.IsWindows())
            options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        return options;
    }

    private static string Capitalised(string text) => string.Concat(char.ToUpperInvariant(text[0]).ToString(), text.AsSpan(1));

    private static string HolderIn(string? note) => note is { Length: > 0 } ? note.Split('\n')[0] : "another process";

    private static string? ReadNote(string holderPath)
    {
        try
        {
            return File.ReadAllText(holderPath);
        }
        catch (Exception exception) when (FileFaults.IsOne(exception))
        {
            return null;
        }
    }

    private void WriteHolder()
    {
        File.Delete(_holderPath);
        using var stream = new FileStream(_holderPath, OwnerOnly(FileMode.CreateNew));
        using var writer = new StreamWriter(stream);
        writer.Write(_note);
    }
}

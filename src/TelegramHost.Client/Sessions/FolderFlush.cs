using System.Runtime.InteropServices;
using System.Text;

namespace TelegramHost.Client.Sessions;

/// <summary>Forces a folder's entries to the disk: without it a rename may be undone by a power cut.</summary>
/// <remarks>.NET opens no folders as files; on Windows a rename is journaled and needs nothing.</remarks>
internal static class FolderFlush
{
    private const int ReadOnly = 0;

    /// <summary>Flushes <paramref name="folder"/>. File systems that can't do that are left alone.</summary>
    public static void Run(string folder)
    {
        if (OperatingSystem.IsWindows())
            return;
        var descriptor = Open(Encoding.UTF8.GetBytes(folder + '\0'), ReadOnly);
        if (descriptor < 0)
            return;
        // A refusal (EINVAL on some network file systems) leaves what the rename alone promises.
        _ = Flush(descriptor);
        _ = Close(descriptor);
    }

    [DllImport("libc", EntryPoint = "open")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int Open(byte[] path, int flags);

    [DllImport("libc", EntryPoint = "fsync")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int Flush(int descriptor);

    [DllImport("libc", EntryPoint = "close")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int Close(int descriptor);
}

using System.Diagnostics;
using TelegramHost.Client.Sessions;

namespace TelegramHost.Client.Tests.Sessions;

public sealed class FileSessionStoreTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("telegramhost-").FullName;

    public FileSessionStoreTests() => Store = new FileSessionStore(FilePath);

    private FileSessionStore Store { get; }

    private string FilePath => Path.Combine(_folder, "bot.session");

    public void Dispose()
    {
        if (!OperatingSystem.IsWindows())
            File.SetUnixFileMode(_folder, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        Directory.Delete(_folder, recursive: true);
    }

    [Fact]
    public async Task Acquire_TouchesNoSessionFile()
    {
        await using (await Store.AcquireAsync("default", default))
            Assert.False(File.Exists(FilePath));
        Assert.False(File.Exists(FilePath));
    }

    [Theory]
    [InlineData(FileWriteStep.WriteTemporary, false)]
    [InlineData(FileWriteStep.FlushTemporary, false)]
    [InlineData(FileWriteStep.Rename, false)]
    [InlineData(FileWriteStep.FlushFolder, true)]
    internal async Task Write_WhenItCrashesAtAnyStep_LeavesTheOldOrTheNewSession(FileWriteStep crash, bool isNew)
    {
        await WriteAsync([1, 1, 1]);
        var crashing = new FileSessionStore(FilePath, step =>
        {
            if (step == crash)
                throw new InvalidOperationException("crash");
        });

        await using (var lease = await crashing.AcquireAsync("default", default))
        {
            var version = (await lease.ReadAsync(default))!.Value.Version;
            await Assert.ThrowsAsync<InvalidOperationException>(async () => await lease.WriteAsync(new byte[] { 2, 2, 2, 2 }, version, default));
        }

        await using var next = await Store.AcquireAsync("default", default);
        var stored = (await next.ReadAsync(default))!.Value;
        Assert.Equal(isNew ? [2, 2, 2, 2] : [1, 1, 1], stored.Data.ToArray());
        // And a later write is not disturbed by what the crash left behind.
        await next.WriteAsync(new byte[] { 3 }, stored.Version, default);
        Assert.Equal([3], await File.ReadAllBytesAsync(FilePath));
    }

    [Fact]
    public async Task Files_AreReadableByTheirOwnerAlone()
    {
        if (OperatingSystem.IsWindows())
            return;
        await using var lease = await Store.AcquireAsync("default", default);
        await lease.WriteAsync(new byte[] { 1 }, 0, default);
        await lease.Peers.WriteAsync([new StoredPeer { Id = 1 }], default);

        Assert.Contains(FilePath + ".state", Directory.GetFiles(_folder));
        foreach (var file in Directory.GetFiles(_folder))
            Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(file));
    }

    [Fact]
    public async Task Acquire_WhileHeld_SaysByWhom()
    {
        await using var lease = await Store.AcquireAsync("default", default);

        var exception = await Assert.ThrowsAsync<SessionStoreException>(async () => await new FileSessionStore(FilePath).AcquireAsync("default", default));

        Assert.Contains($"process {Environment.ProcessId} ", exception.Message, StringComparison.Ordinal);
        Assert.Contains("Telegram:Session:Path", exception.Message, StringComparison.Ordinal);
        Assert.Contains(FilePath, exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Write_WhenSomebodyReplacedTheFile_IsRefusedAndLeavesIt()
    {
        await using var lease = await Store.AcquireAsync("default", default);
        var version = await lease.WriteAsync(new byte[] { 1 }, 0, default);
        await File.WriteAllBytesAsync(FilePath, [9, 9]);

        var exception = await Assert.ThrowsAsync<SessionStoreException>(async () => await lease.WriteAsync(new byte[] { 2 }, version, default));

        Assert.Equal(SessionStoreFault.Conflict, exception.Fault);
        Assert.Equal([9, 9], await File.ReadAllBytesAsync(FilePath));
    }

    [Fact]
    public async Task Acquire_InAFolderThatIsMissing_MakesIt()
    {
        var store = new FileSessionStore(Path.Combine(_folder, "a", "b", "bot.session"));

        await using var lease = await store.AcquireAsync("default", default);

        await lease.WriteAsync(new byte[] { 1 }, 0, default);
    }

    [Fact]
    public async Task Acquire_InAReadOnlyPlace_SaysSo()
    {
        // /proc takes no files from anybody, root included.
        if (!OperatingSystem.IsLinux())
            return;

        var exception = await Assert.ThrowsAsync<SessionStoreException>(async () => await new FileSessionStore("/proc/telegram.session").AcquireAsync("default", default));

        Assert.Equal(SessionStoreFault.Unavailable, exception.Fault);
        Assert.Contains("Telegram:Session:Path", exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Path_WithAPlaceForTheKey_IsAFileForEachKey()
    {
        var store = new FileSessionStore(Path.Combine(_folder, "{key}.session"));
        await using var sales = await store.AcquireAsync("sales", default);
        await using var escaped = await store.AcquireAsync("../Ä", default);

        await sales.WriteAsync(new byte[] { 1 }, 0, default);
        await escaped.WriteAsync(new byte[] { 2 }, 0, default);

        Assert.Equal(["%2e%2e%2f%c3%84.session", "sales.session"], Directory.GetFiles(_folder, "*.session").Select(Path.GetFileName).Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task Write_OnAFullDisk_SaysSoAndKeepsTheOldSession()
    {
        await WriteAsync([1]);
        var full = new FileSessionStore(FilePath, step =>
        {
            if (step == FileWriteStep.FlushTemporary)
                throw new IOException("No space left on device", 28);
        });
        await using var lease = await full.AcquireAsync("default", default);
        var version = (await lease.ReadAsync(default))!.Value.Version;

        var exception = await Assert.ThrowsAsync<SessionStoreException>(async () => await lease.WriteAsync(new byte[] { 2 }, version, default));

        Assert.Equal(SessionStoreFault.Unavailable, exception.Fault);
        Assert.Contains("disk is full", exception.Message, StringComparison.Ordinal);
        Assert.Equal([1], await File.ReadAllBytesAsync(FilePath));
    }

    [Fact]
    public async Task Session_BehindASymbolicLink_StaysBehindIt()
    {
        var target = Path.Combine(_folder, "target.session");
        await File.WriteAllBytesAsync(target, [1]);
        File.CreateSymbolicLink(FilePath, target);

        await using var lease = await Store.AcquireAsync("default", default);
        await lease.WriteAsync(new byte[] { 2 }, (await lease.ReadAsync(default))!.Value.Version, default);

        Assert.Equal([2], await File.ReadAllBytesAsync(target));
        Assert.NotNull(File.ResolveLinkTarget(FilePath, returnFinalTarget: false));
    }

    [Fact]
    public async Task Lock_OfAProcessThatDied_IsFree()
    {
        // The files that a killed holder leaves behind, without the operating system's lock.
        await File.WriteAllTextAsync(FilePath + ".lock", "");
        await File.WriteAllTextAsync(FilePath + ".holder", "process 1 (gone) on nowhere");

        await using var lease = await Store.AcquireAsync("default", default);

        Assert.Contains(Process.GetCurrentProcess().Id.ToString(System.Globalization.CultureInfo.InvariantCulture),
            await File.ReadAllTextAsync(FilePath + ".holder"), StringComparison.Ordinal);
    }

    private async Task WriteAsync(byte[] data)
    {
        await using var lease = await Store.AcquireAsync("default", default);
        await lease.WriteAsync(data, 0, default);
    }
}

using Microsoft.Data.Sqlite;
using TelegramHost.Client;
using TelegramHost.Client.Sessions;
using TelegramHost.Sessions.Sqlite;
using TelegramHost.Testing.SessionStores;
using TelegramHost.TestSupport;

namespace TelegramHost.Sessions.Tests;

public sealed class SqliteStoreTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("telegramhost-").FullName;

    public static TheoryData<string> Checks => [.. SessionStoreChecks.Names];

    private string File => Path.Combine(_folder, "sessions", "bots.db");

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Theory]
    [MemberData(nameof(Checks))]
    public async Task Store_PassesTheCheckOf(string check) => Assert.True(await SessionStoreChecks.RunAsync(check, new Harness(File)));

    [Fact]
    public async Task File_IsForItsOwnerAlone()
    {
        await using var lease = await new SqliteSessionStore(File).AcquireAsync("one", default);
        await lease.WriteAsync(new byte[] { 1 }, 0, default);

        foreach (var file in Directory.GetFiles(Path.GetDirectoryName(File)!))
        {
            if (!OperatingSystem.IsWindows())
                Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, System.IO.File.GetUnixFileMode(file));
        }
    }

    [Fact]
    public async Task File_ThatIsNoDatabase_IsLeftAsItIs()
    {
        Directory.CreateDirectory(Path.GetDirectoryName(File)!);
        var content = System.Text.Encoding.ASCII.GetBytes(string.Concat(Enumerable.Repeat("this is no database. ", 500)));
        await System.IO.File.WriteAllBytesAsync(File, content);

        var error = await Assert.ThrowsAsync<SessionStoreException>(async () => await new SqliteSessionStore(File).AcquireAsync("one", default));

        Assert.Equal(SessionStoreFault.Corrupt, error.Fault);
        Assert.Contains("Telegram:Session:Path", error.Message, StringComparison.Ordinal);
        Assert.Equal(content, await System.IO.File.ReadAllBytesAsync(File));
    }

    [Fact]
    public async Task Path_ThatIsAFolder_IsOneSentence()
    {
        Directory.CreateDirectory(File);

        var error = await Assert.ThrowsAsync<SessionStoreException>(async () => await new SqliteSessionStore(File).AcquireAsync("one", default));

        Assert.Equal(SessionStoreFault.Unavailable, error.Fault);
        Assert.Contains("Telegram:Session:Path", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Holder_ThatGivesNoSignOfLife_IsFollowedBySomebodyElse_AndToldSo()
    {
        var time = new ManualTimeProvider();
        await using var first = await new SqliteSessionStore(File, time).AcquireAsync("one", default);
        await Harness.ExpireAsync(File, "one");
        await using var second = await new SqliteSessionStore(File).AcquireAsync("one", default);
        Assert.False(first.Lost.IsCancellationRequested);

        time.Advance(TimeSpan.FromSeconds(2));

        Assert.True(first.Lost.IsCancellationRequested);
        Assert.False(second.Lost.IsCancellationRequested);
    }

    [Fact]
    public async Task Holder_ThatGivesSignsOfLife_KeepsTheSession()
    {
        var time = new ManualTimeProvider();
        await using var first = await new SqliteSessionStore(File, time).AcquireAsync("one", default);
        await Harness.ExpireAsync(File, "one");

        time.Advance(TimeSpan.FromSeconds(2));

        var error = await Assert.ThrowsAsync<SessionStoreException>(async () => await new SqliteSessionStore(File).AcquireAsync("one", default));
        Assert.Equal(SessionStoreFault.Locked, error.Fault);
        Assert.Contains($"process {Environment.ProcessId}", error.Message, StringComparison.Ordinal);
    }

    private sealed class Harness(string file) : SessionStoreHarness
    {
        public override ISessionStore Open() => new SqliteSessionStore(file, new ManualTimeProvider());

        public override async ValueTask<bool> TryKillAsync(ISessionLease lease, string key)
        {
            // Its clock stands still, so it gives no sign of life either.
            await ExpireAsync(file, key);
            return true;
        }

        public override ValueTask<bool> TryPauseAsync(ISessionLease lease, string key) => TryKillAsync(lease, key);

        public override async ValueTask<bool> TryMakeNewerAsync()
        {
            await ExecuteAsync(file, "UPDATE telegramhost_schema SET version = 99");
            return true;
        }

        public static Task ExpireAsync(string file, string key) => ExecuteAsync(file, $"UPDATE telegramhost_lease SET expires = 0 WHERE session = '{key}'");

        private static async Task ExecuteAsync(string file, string statement)
        {
            await using var connection = new SqliteConnection($"Data Source={file};Pooling=false");
            await connection.OpenAsync();
            await using var command = connection.CreateCommand();
            command.CommandText = statement;
            await command.ExecuteNonQueryAsync();
        }
    }
}

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

    [Theory]
    [InlineData(1)]
    public async Task TablesOfEachVersion_AreReadWhole(int version)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(File)!);
        // Each was written by the last program that wrote this version.
        System.IO.File.Copy(Path.Combine(AppContext.BaseDirectory, "Formats", $"sqlite-{version}.db"), File);
        await using var lease = await new SqliteSessionStore(File).AcquireAsync("default", default);

        var peer = await lease.Peers.FindByUsernameAsync("ada", default);

        Assert.Equal("010203", Convert.ToHexString((await lease.ReadAsync(default))!.Value.Data.Span));
        Assert.Equal((1001, (long?)long.MinValue, "4420", "00FF"), (peer!.Id, peer.AccessHash, peer.Phone, Convert.ToHexString(peer.Data.Span)));
        Assert.Equal(
            [new UpdateMark(new UpdateBox(UpdateBoxKind.Pts), 10, 12), new UpdateMark(new UpdateBox(UpdateBoxKind.Channel, 1L << 40), 7, 7)],
            (await lease.Updates.ReadAsync(default)).OrderBy(mark => mark.Box.ChannelId));
        Assert.Equal(5, Assert.Single(await lease.Quarantine!.ReadAsync(default)).Id);
    }

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

        public override async ValueTask<bool> TryRemoveLeaseAsync(ISessionLease lease, string key)
        {
            await ExecuteAsync(file, $"DELETE FROM telegramhost_lease WHERE session = '{key}'");
            return true;
        }

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

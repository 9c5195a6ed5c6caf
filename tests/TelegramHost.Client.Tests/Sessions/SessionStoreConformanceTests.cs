using Microsoft.Extensions.Logging.Abstractions;
using TelegramHost.Client.Sessions;
using TelegramHost.Client.Sessions.Encryption;
using TelegramHost.Testing.SessionStores;

namespace TelegramHost.Client.Tests.Sessions;

/// <summary>The built-in stores pass the checks that every store has to pass.</summary>
public sealed class SessionStoreConformanceTests
{
    public static TheoryData<string> Names => [.. SessionStoreChecks.Names];

    [Theory]
    [MemberData(nameof(Names))]
    public async Task FileStore_Passes(string check)
    {
        var applies = await SessionStoreChecks.RunAsync(check, new FileHarness());

        // A killed holder takes a process of its own: FileSessionStoreTests has that. A lock is the system's, and nobody removes it.
        Assert.Equal(check is not "Holder_Killed_IsSucceededByAnother" && !check.StartsWith("Holder_WhoseLeaseWasRemoved", StringComparison.Ordinal), applies);
    }

    [Theory]
    [MemberData(nameof(Names))]
    public async Task MemoryStore_Passes(string check) =>
        Assert.Equal(AppliesInMemory(check), await SessionStoreChecks.RunAsync(check, new OneStore(new MemorySessionStore())));

    [Theory]
    [MemberData(nameof(Names))]
    public async Task StringStore_Passes(string check) =>
        Assert.Equal(AppliesInMemory(check), await SessionStoreChecks.RunAsync(check, new OneStore(new StringSessionStore(null, null, false, NullLogger.Instance))));

    [Theory]
    [MemberData(nameof(Names))]
    public async Task EncryptedStore_Passes(string check) => Assert.Equal(
        AppliesInMemory(check),
        await SessionStoreChecks.RunAsync(check, new OneStore(EncryptedSessionStore.Around(
            new MemorySessionStore(), new SessionOptions { Encryption = { Key = Convert.ToBase64String(new byte[32]) } }, NullLogger.Instance))));

    [Fact]
    public async Task Check_OfNoName_IsRefused() =>
        await Assert.ThrowsAsync<ArgumentException>(() => SessionStoreChecks.RunAsync("Nothing", new OneStore(new MemorySessionStore())));

    // What lives and dies with its process has no holder that could, and no storage of another version.
    private static bool AppliesInMemory(string check) =>
        !check.StartsWith("Holder_", StringComparison.Ordinal) && !check.StartsWith("Storage_", StringComparison.Ordinal);

    private sealed class OneStore(ISessionStore store) : SessionStoreHarness
    {
        public override ISessionStore Open() => store;
    }

    private sealed class FileHarness : SessionStoreHarness
    {
        private readonly string _folder = Directory.CreateTempSubdirectory("telegramhost-").FullName;

        public override ISessionStore Open() => new FileSessionStore(Path.Combine(_folder, "{key}.session"));

        public override ValueTask<bool> TryPauseAsync(ISessionLease lease, string key)
        {
            // What a network file system does that forgets locks.
            File.Delete(Path.Combine(_folder, key + ".session.lock"));
            return ValueTask.FromResult(true);
        }

        public override ValueTask<bool> TryMakeNewerAsync()
        {
            var journal = Directory.GetFiles(_folder, "*.state").Single();
            var bytes = File.ReadAllBytes(journal);
            bytes[4]++;
            File.WriteAllBytes(journal, bytes);
            return ValueTask.FromResult(true);
        }

        public override ValueTask DisposeAsync()
        {
            Directory.Delete(_folder, recursive: true);
            return base.DisposeAsync();
        }
    }
}

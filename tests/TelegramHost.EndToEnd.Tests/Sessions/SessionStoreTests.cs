using TelegramHost.Client;
using TelegramHost.Client.Sessions;
using TelegramHost.EndToEnd.Tests.Network;

namespace TelegramHost.EndToEnd.Tests.Sessions;

/// <summary>What a client does with its store, seen from the server.</summary>
public sealed class SessionStoreTests
{
    private static readonly TimeSpan _patience = TimeSpan.FromMinutes(2);

    [Fact]
    public async Task Login_MovedAsAString_IsNotMadeASecondTime()
    {
        await using var rig = new BotRig();
        var store = new MemorySessionStore();
        await using (var first = TelegramClient.Create(rig.Options(), store))
            await first.ConnectAsync();
        var moved = await ExportAsync(store, StringSessionFormat.Telethon);
        var options = rig.Options();
        (options.Session.Store, options.Session.String) = (SessionStoreKind.String, moved);

        await using var second = TelegramClient.Create(options);
        await second.ConnectAsync();

        Assert.Equal(rig.Bot.Id, (await second.GetMeAsync()).Id);
        Assert.Equal(1, rig.CountOf("auth.importBotAuthorization"));
    }

    [Fact]
    public async Task FirstLogin_OfAnEmptyString_IsTold_AndCanBeUsedFromThenOn()
    {
        await using var rig = new BotRig();
        var options = rig.Options();
        options.Session.Store = SessionStoreKind.String;
        StringSession? told = null;
        options.Session.OnStringChanged(session => told = session);

        await using (var first = TelegramClient.Create(options))
            await first.ConnectAsync();
        options.Session.String = told!.Export();
        await using var second = TelegramClient.Create(options);
        await second.ConnectAsync();

        Assert.Equal((rig.Bot.Id, true), (told.AccountId, told.IsBot));
        Assert.Equal(1, rig.CountOf("auth.importBotAuthorization"));
    }

    [Fact]
    public async Task Session_InUse_IsRefusedBeforeAnyByteGoesOut()
    {
        await using var rig = new BotRig();
        var store = new MemorySessionStore();
        await using var holder = await store.AcquireAsync("default", default);
        await using var client = TelegramClient.Create(rig.Options(), store);

        var exception = await Assert.ThrowsAsync<SessionStoreException>(() => client.ConnectAsync());

        Assert.Equal(SessionStoreFault.Locked, exception.Fault);
        Assert.Empty(rig.Emulator.Wire.Records);
    }

    [Fact]
    public async Task Spare_TakesTheSessionOver_WhenItsHolderStops()
    {
        await using var rig = new BotRig();
        var store = new MemorySessionStore();
        var options = rig.Options();
        options.Session.WhenLocked = WhenLocked.Wait;
        var holder = TelegramClient.Create(options, store);
        await holder.ConnectAsync();
        await using var spare = TelegramClient.Create(options, store);

        var waiting = spare.ConnectAsync();
        Assert.NotEqual(ConnectionState.Connected, spare.State);
        await holder.DisposeAsync();
        await waiting.WaitAsync(_patience);

        Assert.Equal(rig.Bot.Id, (await spare.GetMeAsync()).Id);
        Assert.Equal(1, rig.CountOf("auth.importBotAuthorization"));
    }

    [Fact]
    public async Task Client_WhoseLeaseIsLost_EndsAndSaysNothingMore()
    {
        await using var rig = new BotRig();
        var store = new LosableStore();
        await using var client = TelegramClient.Create(rig.Options(), store);
        await client.ConnectAsync();
        var running = client.RunAsync(CancellationToken.None);

        await store.LoseAsync();

        var exception = await Assert.ThrowsAsync<SessionStoreException>(() => running.WaitAsync(_patience));
        Assert.Equal(SessionStoreFault.LeaseLost, exception.Fault);
        var said = rig.Emulator.Wire.Records.Count;
        await Assert.ThrowsAnyAsync<Exception>(() => client.GetMeAsync());
        Assert.Equal(said, rig.Emulator.Wire.Records.Count);
    }

    [Fact]
    public async Task Client_WhoseLeaseIsLost_RefusesCalls_AlsoWithoutAHost()
    {
        await using var rig = new BotRig();
        var store = new LosableStore();
        await using var client = TelegramClient.Create(rig.Options(), store);
        await client.ConnectAsync();

        await store.LoseAsync();

        var exception = await Assert.ThrowsAsync<SessionStoreException>(() => client.GetMeAsync());
        Assert.Equal(SessionStoreFault.LeaseLost, exception.Fault);
        Assert.Equal(ConnectionState.Failed, client.State);
    }

    private static async Task<string> ExportAsync(MemorySessionStore store, StringSessionFormat format)
    {
        await using var lease = await store.AcquireAsync("default", default);
        return StringSession.FromLogin((await lease.ReadAsync(default))!.Value.Data.Span).Export(format);
    }

    /// <summary>Sessions in memory, of which a lease can be lost.</summary>
    private sealed class LosableStore : ISessionStore
    {
        private readonly MemorySessionStore _memory = new();
        private readonly CancellationTokenSource _lost = new();

        public string Description => "a test";

        public Task LoseAsync() => _lost.CancelAsync();

        public async ValueTask<ISessionLease> AcquireAsync(string key, CancellationToken cancellationToken) =>
            new Lease(await _memory.AcquireAsync(key, cancellationToken), _lost.Token);

        private sealed class Lease(ISessionLease lease, CancellationToken lost) : ISessionLease
        {
            public CancellationToken Lost => lost;

            public IUpdateStateStore Updates => lease.Updates;

            public IPeerStore Peers => lease.Peers;

            public ValueTask<StoredSession?> ReadAsync(CancellationToken cancellationToken) => lease.ReadAsync(cancellationToken);

            public ValueTask<long> WriteAsync(ReadOnlyMemory<byte> data, long expectedVersion, CancellationToken cancellationToken) =>
                lease.WriteAsync(data, expectedVersion, cancellationToken);

            public ValueTask DisposeAsync() => lease.DisposeAsync();
        }
    }
}

using TelegramHost.Client.Sessions;
using TelegramHost.MtProto.Session;
using TelegramHost.TestSupport;
using Xunit.Abstractions;

namespace TelegramHost.Client.Tests.Sessions;

public sealed class LiveSessionTests(ITestOutputHelper output)
{
    private static readonly SessionSnapshot _fresh = new() { HomeDc = 2 };

    private static SessionSnapshot Full => _fresh with
    {
        HomeDc = 4,
        TestServers = true,
        Layer = 228,
        AccountId = 5_000_000_001,
        IsBot = true,
        Dcs = _fresh.Dcs
            .Add(4, new DcRecord
            {
                AuthKey = [.. Enumerable.Range(0, 256).Select(i => (byte)i)],
                IsAuthorized = true,
                ServerTimeOffset = TimeSpan.FromMilliseconds(-1234),
                Salts = [new ServerSalt(long.MinValue, DateTimeOffset.UnixEpoch, DateTimeOffset.UnixEpoch.AddHours(1))],
                Addresses = [new DcAddress("149.154.167.91", 443), new DcAddress("2001:67c:4e8:f004::a", 443, IsIPv6: true, ObfuscatedOnly: true)],
            })
            .Add(1, DcRecord.Empty),
    };

    [Fact]
    public async Task Snapshot_Written_IsReadBackAsItWas()
    {
        var store = new MemorySessionStore();
        await using (var session = await LiveSession.OpenAsync(store, _fresh, default))
            await session.UpdateAsync(_ => Full);

        await using var reopened = await LiveSession.OpenAsync(store, _fresh, default);

        var (expected, actual) = (Full, reopened.Current);
        Assert.Equal(expected with { Dcs = actual.Dcs }, actual);
        Assert.Equal([1, 4], actual.Dcs.Keys);
        Assert.Equal(expected.Dc(4).AuthKey.AsSpan(), actual.Dc(4).AuthKey.AsSpan());
        Assert.Equal(expected.Dc(4).Salts.AsSpan(), actual.Dc(4).Salts.AsSpan());
        Assert.Equal(expected.Dc(4).Addresses.AsSpan(), actual.Dc(4).Addresses.AsSpan());
        Assert.Equal((true, TimeSpan.FromMilliseconds(-1234)), (actual.Dc(4).IsAuthorized, actual.Dc(4).ServerTimeOffset));
    }

    [Fact]
    public async Task Session_OfANewerVersion_IsRefusedAndLeft()
    {
        var bytes = SessionSnapshotFormat.Write(Full);
        bytes[4]++;

        var exception = await OpenFaultyAsync(bytes);

        Assert.Equal(SessionStoreFault.NewerVersion, exception.Fault);
        Assert.Contains("Telegram:Session", exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Session_WithAnyByteChangedOrCut_IsCalledDamagedAndLeft()
    {
        var random = new Random(Seed.Next(output.WriteLine));
        for (var i = 0; i < 200; i++)
        {
            var bytes = SessionSnapshotFormat.Write(Full);
            if (i % 2 == 0)
                bytes = bytes[..random.Next(bytes.Length)];
            else
                bytes[random.Next(8, bytes.Length)] ^= (byte)random.Next(1, 256);

            var exception = await OpenFaultyAsync(bytes);

            Assert.Equal(SessionStoreFault.Corrupt, exception.Fault);
            Assert.Contains("left as it is", exception.Message, StringComparison.OrdinalIgnoreCase);
        }
    }

    [Fact]
    public async Task Session_OfRandomBytes_IsCalledDamaged()
    {
        var random = new Random(Seed.Next(output.WriteLine));
        for (var i = 0; i < 200; i++)
        {
            var bytes = new byte[random.Next(0, 400)];
            random.NextBytes(bytes);

            Assert.Equal(SessionStoreFault.Corrupt, (await OpenFaultyAsync(bytes)).Fault);
        }
    }

    [Fact]
    public async Task Changes_FromManyTasks_AreAllKept()
    {
        var store = new MemorySessionStore();
        await using (var session = await LiveSession.OpenAsync(store, _fresh, default))
            await Task.WhenAll(Enumerable.Range(10, 100).Select(id => Task.Run(async () => await session.UpdateAsync(s => s.With(id, DcRecord.Empty)))));

        await using var reopened = await LiveSession.OpenAsync(store, _fresh, default);

        Assert.Equal(Enumerable.Range(10, 100), reopened.Current.Dcs.Keys);
    }

    /// <summary>Opens a session of <paramref name="bytes"/>, which fails, frees the store and leaves the bytes.</summary>
    private static async Task<SessionStoreException> OpenFaultyAsync(byte[] bytes)
    {
        var store = new MemorySessionStore();
        await using (var lease = await store.AcquireAsync("default", default))
            await lease.WriteAsync(bytes, 0, default);

        var exception = await Assert.ThrowsAsync<SessionStoreException>(() => LiveSession.OpenAsync(store, _fresh, default));

        await using var next = await store.AcquireAsync("default", default);
        Assert.Equal(bytes, (await next.ReadAsync(default))!.Value.Data.ToArray());
        return exception;
    }
}

using TelegramHost.Client.Sessions;
using TelegramHost.Client.Updates;
using TelegramHost.MtProto.Session;

namespace TelegramHost.Client.Tests.Sessions;

public sealed class SessionSnapshotFormatTests
{
    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(4)]
    public async Task SessionOfEachVersion_IsReadWhole_AndWrittenAsTheNewVersion(int version)
    {
        // Each was written by the last program that wrote this version, with a made-up key.
        using var folder = new FormatFolder(version);
        Assert.Equal(version, BitConverter.ToInt32(await File.ReadAllBytesAsync(folder.SessionPath), 4));

        await using (var session = await OpenAsync(folder))
        {
            AssertContent(session.Current, UpdateState.Of(session.TakeMarks()), version);
            await session.UpdateAsync(snapshot => snapshot with { Layer = 229 });
        }

        Assert.Equal(SessionSnapshotFormat.Version, BitConverter.ToInt32(await File.ReadAllBytesAsync(folder.SessionPath), 4));
        await using var reopened = await OpenAsync(folder);
        AssertContent(reopened.Current with { Layer = 228 }, UpdateState.Of(reopened.TakeMarks()), version);
    }

    [Fact]
    public async Task Marks_OfAnOldSession_DoNotReplaceNewerOnes()
    {
        using var folder = new FormatFolder(2);
        await using (var session = await OpenAsync(folder))
            await session.WriteMarksAsync(() => new MarkChanges([new UpdateMark(new UpdateBox(UpdateBoxKind.Pts), 11, 11)], [], 1), default);
        // The login has not changed, so its file is still the old one with the old marks in it.
        Assert.Equal(2, BitConverter.ToInt32(await File.ReadAllBytesAsync(folder.SessionPath), 4));

        await using var reopened = await OpenAsync(folder);

        var updates = UpdateState.Of(reopened.TakeMarks());
        Assert.Equal(11, updates.Common!.Value.Pts);
        Assert.Equal(900, updates.Channels[5]);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public async Task JournalOfEachVersion_IsReadWhole(int version)
    {
        // Each was in use with the session's format of two versions on.
        using var folder = new FormatFolder(version + 2);
        Assert.Equal(version, BitConverter.ToInt32(await File.ReadAllBytesAsync(folder.SessionPath + ".state"), 4));
        await using var lease = await new FileSessionStore(folder.SessionPath).AcquireAsync("default", default);

        var peer = await lease.Peers.FindByUsernameAsync("ada", default);

        Assert.Equal((1001, -5L, false, "4420"), (peer!.Id, peer.AccessHash, peer.IsMin, peer.Phone));
        Assert.Equal(["ada", "countess"], peer.Usernames);
        Assert.Equal([1, 2, 3], peer.Data.ToArray());
        Assert.Equal([9], (await lease.Peers.FindAsync(-77, default))!.Data.ToArray());
        Assert.Contains(new UpdateMark(new UpdateBox(UpdateBoxKind.Pts), 10, 12), await lease.Updates.ReadAsync(default));
        var quarantined = await lease.Quarantine!.ReadAsync(default);
        Assert.Equal(version == 1 ? [] : [(5, "010203")], quarantined.Select(entry => (entry.Id, Convert.ToHexString(entry.Data.Span))));
    }

    [Fact]
    public void EveryKindOfAddress_IsReadBackAsItWas()
    {
        DcAddress[] addresses =
        [
            new("192.0.2.1", 80),
            new("2001:db8::1", 443, IsIPv6: true),
            new("192.0.2.2", 443, ObfuscatedOnly: true),
            new("192.0.2.3", 443, MediaOnly: true),
            new("192.0.2.4", 5222, ThisPortOnly: true),
            new("192.0.2.5", 443, IsStatic: true),
            new("192.0.2.6", 443, Secret: "dd00112233445566778899aabbccddeeff"),
            new("192.0.2.7", 1, true, true, true, true, true, "00112233445566778899aabbccddeeff"),
            new("192.0.2.8", 443, IsFallback: true),
        ];
        var snapshot = new SessionSnapshot { HomeDc = 2 }.With(2, DcRecord.Empty with { Addresses = [.. addresses] });

        Assert.Equal(addresses, SessionSnapshotFormat.Read(SessionSnapshotFormat.Write(snapshot), "a test").Dc(2).Addresses.ToArray());
    }

    [Fact]
    public async Task SessionOfThisVersion_IsWrittenAsItIsKept()
    {
        using var folder = new FormatFolder(SessionSnapshotFormat.Version);
        var kept = await File.ReadAllBytesAsync(folder.SessionPath);

        Assert.Equal(kept, SessionSnapshotFormat.Write(SessionSnapshotFormat.Read(kept, "a test")));
    }

    [Fact]
    public void FutureAuthTokens_AreTheNewestThatTelegramTakes_EachOnce()
    {
        var snapshot = new SessionSnapshot { HomeDc = 2 }.With(null).With([]);
        Assert.Empty(snapshot.FutureAuthTokens);

        for (byte i = 0; i < 25; i++)
            snapshot = snapshot.With([i, 0]).With([i, 0]);
        snapshot = snapshot.With([10, 0]);

        Assert.Equal([.. Enumerable.Range(5, 5), .. Enumerable.Range(11, 14), 10], snapshot.FutureAuthTokens.Select(token => (int)token[0]));
        var read = SessionSnapshotFormat.Read(SessionSnapshotFormat.Write(snapshot), "a test");
        Assert.Equal(snapshot.FutureAuthTokens.Select(token => token.ToArray()), read.FutureAuthTokens.Select(token => token.ToArray()));
    }

    private static void AssertContent(SessionSnapshot read, UpdateState updates, int version)
    {
        Assert.Equal((4, true, 228, 5_000_000_001, true), (read.HomeDc, read.TestServers, read.Layer, read.AccountId, read.IsBot));
        Assert.Equal(new CommonState(10, -1, 3, 1_800_000_000), updates.Common);
        Assert.Equal(7, updates.Channels[1L << 40]);
        Assert.Equal(version >= 3 ? 12 : 0, updates.Reserved.GetValueOrDefault(UpdateSpan.Pts));
        Assert.Equal([1, 4], read.Dcs.Keys);
        Assert.Equal(Enumerable.Range(0, 256).Select(i => (byte)i), read.Dc(4).AuthKey);
        Assert.Equal((true, TimeSpan.FromMilliseconds(-1234)), (read.Dc(4).IsAuthorized, read.Dc(4).ServerTimeOffset));
        Assert.Equal([new ServerSalt(long.MinValue, DateTimeOffset.UnixEpoch, DateTimeOffset.UnixEpoch.AddHours(1))], read.Dc(4).Salts.ToArray());
        DcAddress[] addresses =
        [
            new("149.154.167.91", 443),
            new("2001:67c:4e8:f004::a", 443, IsIPv6: true, ObfuscatedOnly: true),
            new("192.0.2.4", 5222, MediaOnly: true, ThisPortOnly: true, IsStatic: true, Secret: "dd00112233445566778899aabbccddeeff"),
        ];
        Assert.Equal(version == 1 ? addresses[..2] : addresses, read.Dc(4).Addresses.ToArray());
        byte[][] tokens = [[1, 2, 3], [4]];
        Assert.Equal(version < 4 ? [] : tokens, read.FutureAuthTokens.Select(token => token.ToArray()));
    }

    private static Task<LiveSession> OpenAsync(FormatFolder folder) =>
        LiveSession.OpenAsync(new FileSessionStore(folder.SessionPath), new SessionSnapshot { HomeDc = 2 }, default);

    /// <summary>A copy of the files of one version, to write on.</summary>
    private sealed class FormatFolder : IDisposable
    {
        private readonly string _path = Directory.CreateTempSubdirectory("telegramhost-").FullName;

        public FormatFolder(int version)
        {
            var kept = Path.Combine(AppContext.BaseDirectory, "Sessions", "Formats");
            File.Copy(Path.Combine(kept, $"session-{version}.bin"), SessionPath);
            if (version >= 3)
                File.Copy(Path.Combine(kept, $"journal-{version - 2}.bin"), SessionPath + ".state");
        }

        public string SessionPath => Path.Combine(_path, "bot.session");

        public void Dispose() => Directory.Delete(_path, recursive: true);
    }
}

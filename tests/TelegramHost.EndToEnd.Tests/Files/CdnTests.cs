using TelegramHost.Client;
using TelegramHost.EndToEnd.Tests.Faults;
using TelegramHost.EndToEnd.Tests.Network;
using TelegramHost.MtProto;
using TelegramHost.TestSupport;

namespace TelegramHost.EndToEnd.Tests.Files;

/// <summary>Files in a data centre that is no part of Telegram, and does what it likes.</summary>
public sealed class CdnTests
{
    private const int Mebibyte = 1024 * 1024;
    private const int Part = 512 * 1024;

    [Theory]
    [InlineData(1)]
    [InlineData(131072)]
    [InlineData(524288)]
    [InlineData(Mebibyte)]
    [InlineData((12 * Mebibyte) + 5)]
    public async Task File_ComesAsItIs_WithoutAWordAboutTheAccount(int size)
    {
        await using var rig = await FileRig.StartAsync(FileRig.Cdn);
        var content = FileRig.Noise(size);
        var location = rig.Place(content);

        var unknown = await rig.ReadAsync(location);
        var known = await rig.ReadAsync(location, size: size);

        Assert.Equal(content, unknown);
        Assert.Equal(content, known);
        Assert.Equal((2, 1), (rig.Bot.CountOf("upload.getFile"), rig.Bot.CountOf("help.getCdnConfig")));
        var key = Assert.Single(rig.Emulator.Find(FileRig.Cdn).Keys.All);
        Assert.Null(key.Login.Account);
        Assert.False(key.IsTemporary);
        Assert.Equal(["upload.getCdnFile"], Calls(rig, key.Id));
        Assert.Empty(rig.Emulator.Offences);
    }

    [Fact]
    public async Task File_IsReadFromAnyOffset()
    {
        await using var rig = await FileRig.StartAsync(FileRig.Cdn);
        var content = FileRig.Noise(2 * Mebibyte);

        Assert.Equal(content[700_001..], await rig.ReadAsync(rig.Place(content), offset: 700_001));
    }

    [Fact]
    public async Task SmallFile_StaysAtItsOwnDataCenter()
    {
        await using var rig = await FileRig.StartAsync(FileRig.Cdn, cdnFilesFrom: 1001);

        Assert.Equal(1000, (await rig.ReadAsync(rig.Place(FileRig.Noise(1000)))).Length);

        Assert.Empty(rig.Emulator.Find(FileRig.Cdn).Keys.All);
    }

    // Vector 22 "cdn-hash".
    [Theory]
    [InlineData(0, 0)]
    [InlineData(3 * Part, 3 * Part)]
    [InlineData((3 * Part) + 300_000, (3 * Part) + 262_144)]
    public async Task DamagedBlock_EndsTheDownload_AndNoByteOfItsPartIsHandedOut(int position, int block)
    {
        await using var rig = await FileRig.StartAsync(FileRig.Cdn);
        var content = FileRig.Noise(4 * Mebibyte);
        var location = rig.Place(content);
        rig.Emulator.World.Cdn.SpoilByteAt(position);
        using var memory = new MemoryStream();

        var exception = await Assert.ThrowsAsync<ProtocolSecurityException>(
            () => rig.Client.Files.DownloadAsync(location, 2, memory, cancellationToken: rig.Patience));

        Assert.Equal((FileRig.Cdn, block), (exception.DataCenter, exception.Offset));
        Assert.Equal(content[..(position / Part * Part)], memory.ToArray());
    }

    [Theory]
    [InlineData(-1)]
    [InlineData(-131072)]
    [InlineData(-Part)]
    [InlineData(1)]
    public async Task AnswerOfAnotherLength_EndsTheDownload(int difference)
    {
        await using var rig = await FileRig.StartAsync(FileRig.Cdn);
        var content = FileRig.Noise(Mebibyte);
        rig.Emulator.World.Cdn.Tampering = (offset, part) =>
        {
            if (offset == Part)
                Array.Resize(ref part, part.Length + difference);
            return part;
        };
        using var memory = new MemoryStream();

        await Assert.ThrowsAsync<ProtocolSecurityException>(
            () => rig.Client.Files.DownloadAsync(rig.Place(content), 2, memory, cancellationToken: rig.Patience));

        Assert.Equal(content[..Part], memory.ToArray());
    }

    [Fact]
    public async Task FailedDownload_LeavesNoFile()
    {
        await using var rig = await FileRig.StartAsync(FileRig.Cdn);
        var folder = Directory.CreateTempSubdirectory("telegramhost-").FullName;
        rig.Emulator.World.Cdn.SpoilByteAt(Mebibyte);
        try
        {
            await Assert.ThrowsAsync<ProtocolSecurityException>(() => rig.Client.Files.DownloadFileAsync(
                rig.Place(FileRig.Noise(2 * Mebibyte)), 2, Path.Combine(folder, "noise.bin"), cancellationToken: rig.Patience));

            Assert.Empty(Directory.GetFiles(folder));
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    // Vector 22 "cdn-reupload".
    [Fact]
    public async Task FileThatWasThrownAway_IsBroughtBack()
    {
        // Nothing is under way when it is thrown away: what is would be refused with the token before.
        await using var rig = await FileRig.StartAsync(FileRig.Cdn, configure: options => options.Resilience.Download.PartsInFlight = 1);
        var content = FileRig.Noise(4 * Mebibyte);
        var location = rig.Place(content);
        using var memory = new MemoryStream();
        var thrower = new Steps { At = [1, 4], Do = () => Locked(rig, rig.Emulator.World.Cdn.ThrowAway) };

        await rig.Client.Files.DownloadAsync(location, 2, memory, progress: thrower, cancellationToken: rig.Patience);

        Assert.Equal(content, memory.ToArray());
        Assert.True(rig.Bot.CountOf("upload.reuploadCdnFile") > 0);
        Assert.Equal(1, rig.Bot.CountOf("upload.getFile"));
    }

    [Theory]
    [InlineData("REQUEST_TOKEN_INVALID")]
    [InlineData("FILE_TOKEN_INVALID")]
    public async Task FileThatCantBeBroughtBack_IsReadAtTheMaster(string error)
    {
        await using var rig = await FileRig.StartAsync(FileRig.Cdn);
        var content = FileRig.Noise(4 * Mebibyte);
        var location = rig.Place(content);
        using var memory = new MemoryStream();
        var thrower = new Steps
        {
            At = [1],
            Do = () =>
            {
                rig.Emulator.Faults.Refuse("upload.reuploadCdnFile", 400, error);
                Locked(rig, rig.Emulator.World.Cdn.ThrowAway);
            },
        };

        await rig.Client.Files.DownloadAsync(location, 2, memory, progress: thrower, cancellationToken: rig.Patience);

        Assert.Equal(content, memory.ToArray());
        Assert.True(rig.Bot.CountOf("upload.getFile") > 1);
    }

    [Fact]
    public async Task TokenThatExpires_SendsTheReaderBackToTheMaster()
    {
        await using var rig = await FileRig.StartAsync(FileRig.Cdn);
        var content = FileRig.Noise(4 * Mebibyte);
        var location = rig.Place(content);
        using var memory = new MemoryStream();
        var expirer = new Steps { At = [1], Do = () => Locked(rig, rig.Emulator.World.Cdn.ExpireTokens) };

        await rig.Client.Files.DownloadAsync(location, 2, memory, progress: expirer, cancellationToken: rig.Patience);

        Assert.Equal(content, memory.ToArray());
        Assert.True(rig.Bot.CountOf("upload.getFile") > 1);
    }

    [Fact]
    public async Task FileThatIsNoLongerHandedOutThere_IsReadAtTheMaster()
    {
        await using var rig = await FileRig.StartAsync(FileRig.Cdn);
        var content = FileRig.Noise(4 * Mebibyte);
        var location = rig.Place(content);
        using var memory = new MemoryStream();
        var closer = new Steps
        {
            At = [1],
            Do = () => Locked(rig, () =>
            {
                rig.Emulator.World.Cdn.FilesFrom = null;
                rig.Emulator.World.Cdn.ExpireTokens();
            }),
        };

        await rig.Client.Files.DownloadAsync(location, 2, memory, progress: closer, cancellationToken: rig.Patience);

        Assert.Equal(content, memory.ToArray());
    }

    [Fact]
    public async Task Cdn_HasNoSayInWhereTheAccountLives()
    {
        await using var rig = await FileRig.StartAsync(FileRig.Cdn);
        rig.Emulator.Faults.Refuse("upload.getCdnFile", 303, "USER_MIGRATE_4");

        var exception = await Assert.ThrowsAsync<RpcException>(() => rig.ReadAsync(rig.Place(FileRig.Noise(1000))));

        Assert.Equal("USER_MIGRATE", exception.Error);
        Assert.Equal(rig.Bot.Bot.Id, (await rig.Client.GetMeAsync(rig.Patience)).Id);
        Assert.Equal(0, rig.Bot.CountOf("auth.exportAuthorization"));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task KeysThatWillNotDo_AreAskedForAgain(bool isAnother)
    {
        await using var rig = await FileRig.StartAsync(FileRig.Cdn);
        var content = FileRig.Noise(1000);
        rig.Emulator.World.Cdn.OutdatedKeys.Enqueue(isAnother ? rig.Emulator.PublicKeyPem : null);

        Assert.Equal(content, await rig.ReadAsync(rig.Place(content)));

        Assert.Equal(2, rig.Bot.CountOf("help.getCdnConfig"));
    }

    [Fact]
    public async Task KeyOfTheAccountsOwnDataCenters_IsNotTrustedThere()
    {
        await using var rig = await FileRig.StartAsync(FileRig.Cdn);
        for (var i = 0; i < 3; i++)
            rig.Emulator.World.Cdn.OutdatedKeys.Enqueue(rig.Emulator.PublicKeyPem);

        await Assert.ThrowsAsync<HandshakeException>(() => rig.ReadAsync(rig.Place(FileRig.Noise(1000))));
    }

    [Fact]
    public async Task KeyThatTheCdnForgets_IsReplaced()
    {
        await using var rig = await FileRig.StartAsync(FileRig.Cdn);
        var content = FileRig.Noise(Mebibyte);
        var location = rig.Place(content);
        Assert.Equal(content, await rig.ReadAsync(location));
        rig.Emulator.Find(FileRig.Cdn).Keys.Clear();

        Assert.Equal(content, await rig.ReadAsync(location));

        Assert.Single(rig.Emulator.Find(FileRig.Cdn).Keys.All);
    }

    [Fact]
    public async Task ConnectionThatIsCutInTheMiddle_LosesNothing()
    {
        await using var rig = await FileRig.StartAsync(FileRig.Cdn);
        var content = FileRig.Noise(6 * Mebibyte);
        using var memory = new MemoryStream();
        var cutter = new Steps { At = [2, 7], Do = rig.Emulator.Faults.CutConnections };

        await rig.Client.Files.DownloadAsync(rig.Place(content), 2, memory, progress: cutter, cancellationToken: rig.Patience);

        Assert.Equal(content, memory.ToArray());
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task ConnectionThatDiedWithoutAWord_IsFoundOut_WhenTheNetworkIsRestoredOrTheClockJumps(bool isJump)
    {
        var passing = new ManualTimeProvider();
        var machine = new SkewedTimeProvider(passing);
        SilentLine? line = null;
        await using var rig = await FileRig.StartAsync(FileRig.Cdn, machine, way: way => line = new SilentLine(way, passing));
        var content = FileRig.Noise(1000);
        var location = rig.Place(content);
        await rig.ReadAsync(location);
        var wokenAt = passing.GetUtcNow();

        line!.Silence();
        if (isJump)
            machine.Skew = TimeSpan.FromHours(3);
        else
            rig.Client.SignalNetworkRestored();
        var read = await passing.RunAsync(rig.ReadAsync(location), TimeSpan.FromHours(1));

        Assert.Equal(content, read);
        // Long before the time of one part is up.
        Assert.InRange(line.NextOpened!.Value - wokenAt, TimeSpan.Zero, TimeSpan.FromSeconds(55));
    }

    private static void Locked(FileRig rig, Action change)
    {
        lock (rig.Emulator.World.Gate)
            change();
    }

    private static IEnumerable<string> Calls(FileRig rig, long key) => rig.Emulator.Wire.Records
        .Where(record => record.AuthKeyId == key && record.Direction == Emulator.Inspection.WireDirection.Request)
        .Select(record => record.Name).Distinct();
}

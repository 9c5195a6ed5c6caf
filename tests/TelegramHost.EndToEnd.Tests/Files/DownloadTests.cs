using TelegramHost.Client;
using TelegramHost.Client.Areas;
using TelegramHost.TestSupport;

namespace TelegramHost.EndToEnd.Tests.Files;

public sealed class DownloadTests
{
    private const int Mebibyte = 1024 * 1024;

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(Mebibyte)]
    [InlineData((12 * Mebibyte) + 5)]
    public async Task File_ComesAsItIs_WhetherItsSizeIsKnownOrNot(int size)
    {
        await using var rig = await FileRig.StartAsync();
        var content = FileRig.Noise(size);
        var location = rig.Place(content);

        // First, because of a file whose end is not known more parts are asked for than it has, and those may still be on their way.
        var known = await rig.ReadAsync(location, size: size);
        var parts = rig.Bot.CountOf("upload.getFile");
        var unknown = await rig.ReadAsync(location);

        Assert.Equal(content, known);
        Assert.Equal((size + 524287) / 524288, parts);
        Assert.Equal(content, unknown);
        Assert.Empty(rig.Emulator.Offences);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(524288)]
    [InlineData(700_001)]
    [InlineData(2 * Mebibyte)]
    public async Task File_IsReadFromAnyOffset(int offset)
    {
        await using var rig = await FileRig.StartAsync();
        var content = FileRig.Noise(2 * Mebibyte);
        var location = rig.Place(content);

        Assert.Equal(content[offset..], await rig.ReadAsync(location, offset));
        Assert.Equal(content[offset..], await rig.ReadAsync(location, offset, content.Length));
    }

    [Fact]
    public async Task File_OnDisk_IsThereOnceItIsWhole_AndNothingElseEver()
    {
        await using var rig = await FileRig.StartAsync();
        var content = FileRig.Noise(Mebibyte + 1);
        var location = rig.Place(content);
        var folder = Directory.CreateTempSubdirectory("telegramhost-").FullName;
        var path = Path.Combine(folder, "noise.bin");
        await File.WriteAllTextAsync(path, "before", rig.Patience);
        try
        {
            rig.Emulator.Faults.Refuse("upload.getFile", 400, "FILE_ID_INVALID");
            await Assert.ThrowsAsync<RpcException>(() => rig.Client.Files.DownloadFileAsync(location, 2, path, cancellationToken: rig.Patience));
            Assert.Equal("before", await File.ReadAllTextAsync(path, rig.Patience));
            var progress = new Steps();

            var size = await rig.Client.Files.DownloadFileAsync(location, 2, path, progress: progress, cancellationToken: rig.Patience);

            Assert.Equal(content, await File.ReadAllBytesAsync(path, rig.Patience));
            Assert.Equal([path], Directory.GetFiles(folder));
            Assert.Equal(content.Length, size);
            Assert.Equal([524288, 1048576, 1048577], progress.Reports);
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    [Fact]
    public async Task File_ThatLiesElsewhere_IsAskedForAtTheWrongPlaceOnce()
    {
        await using var rig = await FileRig.StartAsync(further: [4]);
        var content = FileRig.Noise(4 * Mebibyte);

        Assert.Equal(content, await rig.ReadAsync(rig.Place(content, dc: 4), size: content.Length));

        Assert.Equal((9, 1), (rig.Bot.CountOf("upload.getFile"), rig.Bot.CountOf("auth.importAuthorization")));
    }

    [Fact]
    public async Task File_ThatEndsBeforeItsSize_IsNoFile()
    {
        await using var rig = await FileRig.StartAsync();
        var location = rig.Place(FileRig.Noise(1000));

        await Assert.ThrowsAsync<UnexpectedAnswerException>(() => rig.ReadAsync(location, size: 1001));
    }

    [Fact]
    public async Task ExpiredReference_IsNamedAsSuch()
    {
        await using var rig = await FileRig.StartAsync();
        var location = rig.Place(FileRig.Noise(1000));
        rig.Emulator.World.ExpireFileReferences();

        await Assert.ThrowsAsync<FileReferenceExpiredException>(() => rig.ReadAsync(location));
    }

    [Fact]
    public async Task ConnectionThatIsCutInTheMiddle_LosesNothing()
    {
        await using var rig = await FileRig.StartAsync();
        var content = FileRig.Noise(12 * Mebibyte);
        using var memory = new MemoryStream();
        var cutter = new Steps { At = [2, 9, 17], Do = rig.Emulator.Faults.CutConnections };

        await rig.Client.Files.DownloadAsync(rig.Place(content), 2, memory, progress: cutter, cancellationToken: rig.Patience);

        Assert.Equal(content, memory.ToArray());
    }

    [Fact]
    public async Task PremiumWait_IsSleptThrough_InVirtualTime()
    {
        var time = new ManualTimeProvider(DateTimeOffset.UtcNow);
        // This clock does not wait for the wire.
        await using var rig = await FileRig.StartAsync(time: time, configure: options => options.Resilience.Download.PartTimeout = TimeSpan.FromHours(1));
        var (content, before) = (FileRig.Noise(3 * Mebibyte), time.GetUtcNow());
        rig.Emulator.Faults.Refuse("upload.getFile", 420, "FLOOD_PREMIUM_WAIT_100", count: 2);

        Assert.Equal(content, await time.RunAsync(rig.ReadAsync(rig.Place(content))));

        Assert.True(time.GetUtcNow() - before >= TimeSpan.FromSeconds(200));
    }

    [Fact]
    public async Task CallerWhoCancels_StopsIt()
    {
        await using var rig = await FileRig.StartAsync();
        var location = rig.Place(FileRig.Noise(12 * Mebibyte));
        using var cancellation = new CancellationTokenSource();
        using var memory = new MemoryStream();
        var canceller = new Steps { At = [2], Do = cancellation.Cancel };

        await Assert.ThrowsAnyAsync<OperationCanceledException>(
            () => rig.Client.Files.DownloadAsync(location, 2, memory, progress: canceller, cancellationToken: cancellation.Token));

        Assert.Equal(Mebibyte, memory.Length);
        Assert.InRange(rig.Bot.CountOf("upload.getFile"), 2, 2 + new TransferOptions().PartsInFlight);
        Assert.Equal(12 * Mebibyte, (await rig.ReadAsync(location)).Length);
    }

    [Fact]
    public async Task ReaderWhoPauses_IsNotOverrun()
    {
        await using var rig = await FileRig.StartAsync(configure: options => options.Resilience.Download.PartsInFlight = 2);
        var location = rig.Place(FileRig.Noise(12 * Mebibyte));

        await foreach (var part in rig.Client.Files.ReadAsync(location, 2, cancellationToken: rig.Patience))
        {
            // Another call over the same server takes its turn after whatever was asked for before.
            await rig.Client.GetMeAsync(rig.Patience);
            Assert.Equal(1, rig.Bot.CountOf("upload.getFile"));
            break;
        }
    }
}

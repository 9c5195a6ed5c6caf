using System.IO.Pipelines;
using TelegramHost.Client;
using TelegramHost.Client.Areas;
using TelegramHost.Schema;
using TelegramHost.TestSupport;

namespace TelegramHost.EndToEnd.Tests.Files;

public sealed class UploadTests
{
    private const int Mebibyte = 1024 * 1024;

    [Theory]
    [InlineData(1, true)]
    [InlineData(Mebibyte, true)]
    [InlineData(10 * Mebibyte, true)]
    [InlineData((10 * Mebibyte) + 1, false)]
    [InlineData(12 * Mebibyte, false)]
    public async Task Bytes_ArriveAsTheyWere_InPartsOfTheirKind(int size, bool isSmall)
    {
        await using var rig = await FileRig.StartAsync();
        var content = FileRig.Noise(size);
        var progress = new Steps();

        var file = await rig.Client.Files.UploadAsync(content, "noise.bin", progress, rig.Patience);
        var document = await rig.SendAsync(file);

        Assert.Equal(content, rig.Emulator.World.ReadFile(document.Id));
        var parts = (size + 524287) / 524288;
        Assert.Equal((isSmall ? parts : 0, isSmall ? 0 : parts), (rig.Bot.CountOf("upload.saveFilePart"), rig.Bot.CountOf("upload.saveBigFilePart")));
        Assert.Equal(isSmall, file.InputFile is InputFile { Md5Checksum.Length: 32, Name: "noise.bin" });
        Assert.Equal((size, parts, parts, (long)size), (file.Size, file.Parts, progress.Reports.Count, progress.Reports[^1]));
        Assert.Equal(progress.Reports.Order(), progress.Reports);
        Assert.Empty(rig.Emulator.Offences);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(Mebibyte)]
    [InlineData((3 * Mebibyte) + 7)]
    public async Task Stream_OfUnknownLength_ArrivesAsItWas(int size)
    {
        await using var rig = await FileRig.StartAsync();
        var content = FileRig.Noise(size);
        var pipe = new Pipe();
        var writing = WriteAsync();

        var file = await rig.Client.Files.UploadAsync(pipe.Reader.AsStream(), "noise.bin", cancellationToken: rig.Patience);
        var document = await rig.SendAsync(file);

        await writing;
        Assert.Equal(content, rig.Emulator.World.ReadFile(document.Id));

        async Task WriteAsync()
        {
            // In pieces that fit no part.
            foreach (var piece in content.Chunk(70_001))
                await pipe.Writer.WriteAsync(piece, rig.Patience);
            await pipe.Writer.CompleteAsync();
        }
    }

    [Fact]
    public async Task File_ArrivesUnderItsName_AndSoDoesTheRestOfAStream()
    {
        await using var rig = await FileRig.StartAsync();
        var content = FileRig.Noise(Mebibyte + 3);
        var path = Path.Combine(Directory.CreateTempSubdirectory("telegramhost-").FullName, "noise.bin");
        await File.WriteAllBytesAsync(path, content, rig.Patience);
        try
        {
            var file = await rig.Client.Files.UploadFileAsync(path, cancellationToken: rig.Patience);
            await using var stream = File.OpenRead(path);
            stream.Position = 1000;
            var rest = await rig.Client.Files.UploadAsync(stream, "rest.bin", cancellationToken: rig.Patience);

            Assert.Equal("noise.bin", Assert.IsType<InputFile>(file.InputFile).Name);
            Assert.Equal(content, rig.Emulator.World.ReadFile((await rig.SendAsync(file)).Id));
            Assert.Equal(content.Length - 1000, rest.Size);
        }
        finally
        {
            Directory.Delete(Path.GetDirectoryName(path)!, recursive: true);
        }
    }

    [Theory]
    [InlineData(Mebibyte)]
    [InlineData(12 * Mebibyte)]
    public async Task PartThatTelegramLost_IsSentAgain(int size)
    {
        await using var rig = await FileRig.StartAsync();
        var content = FileRig.Noise(size);
        var file = await rig.Client.Files.UploadAsync(content, "noise.bin", cancellationToken: rig.Patience);
        var sent = Parts(rig);
        lock (rig.Emulator.World.Gate)
        {
            Assert.True(rig.Emulator.World.Files.LosePart(rig.Bot.Bot.Account, IdOf(file), 0));
            Assert.True(rig.Emulator.World.Files.LosePart(rig.Bot.Bot.Account, IdOf(file), 1));
        }

        var document = await rig.SendAsync(file);

        Assert.Equal(content, rig.Emulator.World.ReadFile(document.Id));
        Assert.Equal((sent + 2, 3), (Parts(rig), rig.Bot.CountOf("messages.sendMedia")));
    }

    [Fact]
    public async Task PartThatCantBeReadAgain_IsTheCallersConcern()
    {
        await using var rig = await FileRig.StartAsync();
        var pipe = new Pipe();
        await pipe.Writer.WriteAsync(FileRig.Noise(10_000), rig.Patience);
        await pipe.Writer.CompleteAsync();
        var file = await rig.Client.Files.UploadAsync(pipe.Reader.AsStream(), "noise.bin", cancellationToken: rig.Patience);
        lock (rig.Emulator.World.Gate)
            rig.Emulator.World.Files.LosePart(rig.Bot.Bot.Account, IdOf(file), 0);

        var exception = await Assert.ThrowsAsync<RpcException>(() => rig.SendAsync(file));

        Assert.Equal(("FILE_PART_MISSING", 0), (exception.Error, exception.Argument));
    }

    [Fact]
    public async Task PremiumWaitAndTrouble_AreSleptThrough_InVirtualTime()
    {
        var time = new ManualTimeProvider(DateTimeOffset.UtcNow);
        // This clock does not wait for the wire.
        await using var rig = await FileRig.StartAsync(time: time, configure: options => options.Resilience.Upload.PartTimeout = TimeSpan.FromHours(1));
        var (content, before) = (FileRig.Noise(3 * Mebibyte), time.GetUtcNow());
        rig.Emulator.Faults.Refuse("upload.saveFilePart", 420, "FLOOD_PREMIUM_WAIT_100", count: 2);

        var file = await time.RunAsync(rig.Client.Files.UploadAsync(content, "noise.bin", cancellationToken: rig.Patience));

        Assert.True(time.GetUtcNow() - before >= TimeSpan.FromSeconds(100));
        Assert.Equal(content, rig.Emulator.World.ReadFile((await rig.SendAsync(file)).Id));
    }

    [Fact]
    public async Task RefusedPart_EndsTheUploadWithTelegramsWord()
    {
        await using var rig = await FileRig.StartAsync();
        rig.Emulator.Faults.Refuse("upload.saveBigFilePart", 400, "FILE_PARTS_INVALID");

        var exception = await Assert.ThrowsAsync<RpcException>(
            () => rig.Client.Files.UploadAsync(FileRig.Noise(12 * Mebibyte), "noise.bin", cancellationToken: rig.Patience));

        Assert.Equal("FILE_PARTS_INVALID", exception.Error);
    }

    [Fact]
    public async Task ConnectionThatIsCutInTheMiddle_LosesNothing()
    {
        await using var rig = await FileRig.StartAsync();
        var content = FileRig.Noise(12 * Mebibyte);
        var cutter = new Steps { At = [2, 9, 17], Do = rig.Emulator.Faults.CutConnections };

        var file = await rig.Client.Files.UploadAsync(content, "noise.bin", cutter, rig.Patience);

        Assert.Equal(content, rig.Emulator.World.ReadFile((await rig.SendAsync(file)).Id));
    }

    [Fact]
    public async Task CallerWhoCancels_StopsIt()
    {
        await using var rig = await FileRig.StartAsync();
        using var cancellation = new CancellationTokenSource();
        var canceller = new Steps { At = [3], Do = cancellation.Cancel };

        await Assert.ThrowsAnyAsync<OperationCanceledException>(
            () => rig.Client.Files.UploadAsync(FileRig.Noise(12 * Mebibyte), "noise.bin", canceller, cancellation.Token));

        Assert.InRange(rig.Bot.CountOf("upload.saveBigFilePart"), 3, 3 + new TransferOptions().PartsInFlight);
        // The connections are as good as before.
        Assert.Equal(1, (await rig.Client.Files.UploadAsync(FileRig.Noise(10), "small.bin", cancellationToken: rig.Patience)).Parts);
    }

    [Fact]
    public async Task EmptyFile_IsRefusedBeforeAnythingIsSent()
    {
        await using var rig = await FileRig.StartAsync();

        await Assert.ThrowsAsync<ArgumentException>(() => rig.Client.Files.UploadAsync(Array.Empty<byte>(), "a", cancellationToken: rig.Patience));

        Assert.Equal(0, Parts(rig));
    }

    [Fact]
    public async Task FileThatIsTooBig_IsRefusedBeforeAnythingIsSent()
    {
        await using var rig = await FileRig.StartAsync();
        var path = Path.GetTempFileName();
        try
        {
            await using (var file = File.OpenWrite(path))
                file.SetLength((8000L * 524288) + 1);

            var exception = await Assert.ThrowsAsync<ArgumentException>(() => rig.Client.Files.UploadFileAsync(path, cancellationToken: rig.Patience));

            Assert.Contains("4194304000", exception.Message, StringComparison.Ordinal);
            Assert.Equal(0, Parts(rig));
        }
        finally
        {
            File.Delete(path);
        }
    }

    private static int Parts(FileRig rig) => rig.Bot.CountOf("upload.saveFilePart") + rig.Bot.CountOf("upload.saveBigFilePart");

    private static long IdOf(UploadedFile file) => file.InputFile is InputFileBig big ? big.Id : ((InputFile)file.InputFile).Id;
}

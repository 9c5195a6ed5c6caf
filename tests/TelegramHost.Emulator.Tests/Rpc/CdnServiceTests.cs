using System.Security.Cryptography;

namespace TelegramHost.Emulator.Tests.Rpc;

/// <summary>Files that are handed out by a data center which can't read them.</summary>
public sealed class CdnServiceTests
{
    private readonly RpcStage _stage = new();
    private readonly byte[] _content = new byte[300_000];
    private readonly StoredFile _file;
    private readonly RpcSeat _seat;
    private readonly RpcSeat _cdn;

    public CdnServiceTests()
    {
        new Random(3).NextBytes(_content);
        _seat = _stage.SeatOf(_stage.World.AddUser("Ann"));
        _cdn = _stage.Seat(RpcStage.Cdn);
        _stage.World.Cdn.FilesFrom = 1000;
        _file = _stage.World.Files.Add(_content, 2);
    }

    [Fact]
    public async Task Client_ThatKnowsOfCdns_IsSentToOne_AndReadsTheFileThere()
    {
        var redirect = await RedirectAsync();

        var encrypted = Assert.IsType<Schema.UploadCdnFile>(await _cdn.CallAsync(GetCdnFile(redirect, 131072))).Bytes;

        Assert.Equal((RpcStage.Cdn, 3), (redirect.DcId, redirect.FileHashes.Length));
        Assert.Equal(_content[131072..262144], Decrypt(redirect, encrypted, 131072));
        Assert.Equal(SHA256.HashData(_content.AsSpan(131072, 131072)), redirect.FileHashes[1].Hash);
        Assert.Equal(SHA256.HashData(_content.AsSpan(262144)), redirect.FileHashes[2].Hash);
    }

    [Theory]
    [InlineData(1000, true, true)]
    [InlineData(1000, false, false)]
    [InlineData(999, true, false)]
    public async Task File_IsHandedOutThere_IfItIsLargeEnoughAndTheClientKnowsHow(int size, bool supported, bool expected)
    {
        var file = _stage.World.Files.Add(new byte[size], 2);

        var answer = await _seat.CallAsync(GetFile(file, supported));

        Assert.Equal(expected, answer is Schema.UploadFileCdnRedirect);
    }

    [Fact]
    public async Task CopyThatWasThrownAway_ComesBackWithTheRequestToken()
    {
        var redirect = await RedirectAsync();
        _stage.World.Cdn.ThrowAway();

        var needed = Assert.IsType<Schema.UploadCdnFileReuploadNeeded>(await _cdn.CallAsync(GetCdnFile(redirect, 0)));
        Assert.Equal("400 REQUEST_TOKEN_INVALID",
            await _seat.ErrorOfAsync(new Schema.UploadReuploadCdnFileRequest { FileToken = redirect.FileToken, RequestToken = [1] }));
        var hashes = await _seat.CallAsync(new Schema.UploadReuploadCdnFileRequest { FileToken = redirect.FileToken, RequestToken = needed.RequestToken });

        Assert.Equal(3, hashes.Length);
        Assert.IsType<Schema.UploadCdnFile>(await _cdn.CallAsync(GetCdnFile(redirect, 0)));
    }

    [Fact]
    public async Task TokenThatExpired_IsInvalidAtBothSides_AndTheNextOneIsAnother()
    {
        var redirect = await RedirectAsync();
        _stage.World.Cdn.ExpireTokens();

        Assert.Equal("400 FILE_TOKEN_INVALID", await _cdn.ErrorOfAsync(GetCdnFile(redirect, 0)));
        Assert.Equal("400 FILE_TOKEN_INVALID", await _seat.ErrorOfAsync(new Schema.UploadGetCdnFileHashesRequest { FileToken = redirect.FileToken, Offset = 0 }));
        Assert.NotEqual(redirect.FileToken, (await RedirectAsync()).FileToken);
    }

    [Fact]
    public async Task Hashes_AreToldFromAnyOffsetOn_AndEndWithTheFile()
    {
        var redirect = await RedirectAsync();

        var rest = await _seat.CallAsync(new Schema.UploadGetCdnFileHashesRequest { FileToken = redirect.FileToken, Offset = 262144 });
        var none = await _seat.CallAsync(new Schema.UploadGetCdnFileHashesRequest { FileToken = redirect.FileToken, Offset = 393216 });

        Assert.Equal(262144, Assert.Single(rest).Offset);
        Assert.Empty(none);
    }

    [Fact]
    public async Task SpoiltByte_IsWrongInItsAnswerAlone()
    {
        var redirect = await RedirectAsync();
        _stage.World.Cdn.SpoilByteAt(131073);

        var first = Assert.IsType<Schema.UploadCdnFile>(await _cdn.CallAsync(GetCdnFile(redirect, 0))).Bytes;
        var second = Assert.IsType<Schema.UploadCdnFile>(await _cdn.CallAsync(GetCdnFile(redirect, 131072))).Bytes;

        Assert.Equal(_content[..131072], Decrypt(redirect, first, 0));
        Assert.Equal(1, Decrypt(redirect, second, 131072).Zip(_content[131072..262144]).Count(pair => pair.First != pair.Second));
    }

    [Fact]
    public async Task Cdn_KnowsItsOneFunction_AndNobodyElseDoes()
    {
        var redirect = await RedirectAsync();

        Assert.Equal("400 CDN_METHOD_INVALID", await _cdn.ErrorOfAsync(new Schema.HelpGetConfigRequest()));
        Assert.Equal("400 CDN_METHOD_INVALID", await _cdn.ErrorOfAsync(GetFile(_file, true)));
        Assert.Equal("400 CDN_METHOD_INVALID", await _seat.ErrorOfAsync(GetCdnFile(redirect, 0)));
        Assert.Equal(RpcStage.Cdn, Assert.Single((await _seat.CallAsync(new Schema.HelpGetCdnConfigRequest())).PublicKeys).DcId);
    }

    [Theory]
    [InlineData(2)]
    [InlineData(5)]
    [InlineData(1000)]
    public void Number_ThatIsNoneOfACdn_IsRefused(int number) =>
        Assert.Throws<ArgumentException>(() => TelegramEmulator.Start(new EmulatorOptions { CdnDataCenter = number }));

    private async Task<Schema.UploadFileCdnRedirect> RedirectAsync() =>
        Assert.IsType<Schema.UploadFileCdnRedirect>(await _seat.CallAsync(GetFile(_file, supported: true)));

    private static Schema.UploadGetFileRequest GetFile(StoredFile file, bool supported) => new()
    {
        CdnSupported = supported,
        Location = new Schema.InputDocumentFileLocation { Id = file.Id, AccessHash = file.AccessHash, FileReference = file.Reference, ThumbSize = "" },
        Offset = 0,
        Limit = 131072,
    };

    private static Schema.UploadGetCdnFileRequest GetCdnFile(Schema.UploadFileCdnRedirect redirect, long offset) =>
        new() { FileToken = redirect.FileToken, Offset = offset, Limit = 131072 };

    /// <summary>By the letter of the description, block by block.</summary>
    private static byte[] Decrypt(Schema.UploadFileCdnRedirect redirect, byte[] encrypted, int offset)
    {
        using var aes = Aes.Create();
        aes.Key = redirect.EncryptionKey;
        var plain = encrypted.ToArray();
        for (var start = 0; start < plain.Length; start += 16)
        {
            byte[] counter = [.. redirect.EncryptionIv[..12], .. BitConverter.GetBytes((offset + start) / 16).Reverse()];
            var stream = aes.EncryptEcb(counter, PaddingMode.None);
            for (var i = start; i < Math.Min(start + 16, plain.Length); i++)
                plain[i] ^= stream[i - start];
        }

        return plain;
    }
}

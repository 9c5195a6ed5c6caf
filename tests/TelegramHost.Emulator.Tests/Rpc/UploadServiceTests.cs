using System.Security.Cryptography;

namespace TelegramHost.Emulator.Tests.Rpc;

/// <summary>Files up and down.</summary>
public sealed class UploadServiceTests
{
    private readonly RpcStage _stage = new();
    private readonly EmulatedUser _bob;
    private readonly RpcSeat _seat;

    public UploadServiceTests()
    {
        var ann = _stage.World.AddUser("Ann");
        _bob = _stage.World.AddUser("Bob");
        _seat = _stage.SeatOf(ann);
    }

    [Fact]
    public async Task File_of_one_mebibyte_goes_up_in_parts_and_comes_down_the_same()
    {
        var content = Content(1024 * 1024);
        var document = await UploadAsync(content, 512 * 1024);

        var back = new List<byte>();
        for (var offset = 0; offset < content.Length; offset += 256 * 1024)
        {
            var part = Assert.IsType<Schema.UploadFile>(await _seat.CallAsync(GetFile(document, offset, 256 * 1024)));
            back.AddRange(part.Bytes);
        }

        Assert.Equal(content, back);
        Assert.Equal(content.Length, document.Size);
        Assert.Empty(Assert.IsType<Schema.UploadFile>(await _seat.CallAsync(GetFile(document, 1024 * 1024, 4096))).Bytes);
    }

    // Vector 22 "getfile-align".
    [Theory]
    [InlineData(0, 4096, "no error")]
    [InlineData(4096, 4096, "no error")]
    [InlineData(1044480, 4096, "no error")]
    [InlineData(0, 1048576, "no error")]
    [InlineData(524288, 524288, "no error")]
    [InlineData(0, 0, "400 LIMIT_INVALID")]
    [InlineData(0, 1000, "400 LIMIT_INVALID")]
    [InlineData(100, 4096, "400 OFFSET_INVALID")]
    [InlineData(4096, 1048576, "400 LIMIT_INVALID")]
    [InlineData(1044480, 8192, "400 LIMIT_INVALID")]
    [InlineData(0, 3145728, "400 LIMIT_INVALID")]
    [InlineData(0, 12288, "400 LIMIT_INVALID")]
    public async Task GetFile_keeps_the_rules_of_alignment(long offset, int limit, string expected)
    {
        var document = await UploadAsync(Content(4096), 4096);

        Assert.Equal(expected, await _seat.ErrorOfAsync(GetFile(document, offset, limit)));
    }

    // Vector 22 "savefilepart-sizes".
    [Theory]
    [InlineData(1024, true)]
    [InlineData(2048, true)]
    [InlineData(524288, true)]
    [InlineData(3072, false)]
    [InlineData(1000, false)]
    [InlineData(1048576, false)]
    public async Task Parts_that_are_not_the_last_have_one_of_the_allowed_sizes(int size, bool isAllowed)
    {
        var error = await _seat.ErrorOfAsync(new Schema.UploadSaveBigFilePartRequest { FileId = 1, FilePart = 0, FileTotalParts = 3, Bytes = new byte[size] });

        Assert.Equal(isAllowed ? "no error" : size > 524288 ? "400 FILE_PART_TOO_BIG" : "400 FILE_PART_SIZE_INVALID", error);
    }

    [Fact]
    public async Task Missing_part_is_named_and_a_wrong_checksum_refused()
    {
        await _seat.CallAsync(new Schema.UploadSaveFilePartRequest { FileId = 1, FilePart = 0, Bytes = new byte[1024] });

        Assert.Equal("400 FILE_PART_1_MISSING", await _seat.ErrorOfAsync(SendDocument(new Schema.InputFile { Id = 1, Parts = 2, Name = "a", Md5Checksum = "" })));
        Assert.Equal("400 MD5_CHECKSUM_INVALID",
            await _seat.ErrorOfAsync(SendDocument(new Schema.InputFile { Id = 1, Parts = 1, Name = "a", Md5Checksum = new string('0', 32) })));
    }

    [Fact]
    public async Task Expired_reference_is_refused_and_the_message_has_a_fresh_one()
    {
        var document = await UploadAsync(Content(4096), 4096);
        _stage.World.ExpireFileReferences();

        Assert.Equal("400 FILE_REFERENCE_EXPIRED", await _seat.ErrorOfAsync(GetFile(document, 0, 4096)));

        var messages = Assert.IsType<Schema.MessagesMessages>(await _seat.CallAsync(new Schema.MessagesGetMessagesRequest { Id = [new Schema.InputMessageID { Id = 1 }] }));
        var media = Assert.IsType<Schema.MessageMediaDocument>(Assert.IsType<Schema.Message>(messages.Messages[0]).Media);
        Assert.Equal("no error", await _seat.ErrorOfAsync(GetFile((Schema.Document)media.Document!, 0, 4096)));
    }

    [Fact]
    public async Task File_of_another_data_center_says_where_it_is()
    {
        var document = await UploadAsync(Content(4096), 4096);
        var away = _stage.Seat(dcId: 4, login: _seat.Caller.Login);

        Assert.Equal("303 FILE_MIGRATE_2", await away.ErrorOfAsync(GetFile(document, 0, 4096)));
    }

    private async Task<Schema.Document> UploadAsync(byte[] content, int partSize)
    {
        var parts = content.Chunk(partSize).ToArray();
        for (var i = 0; i < parts.Length; i++)
            await _seat.CallAsync(new Schema.UploadSaveFilePartRequest { FileId = 5, FilePart = i, Bytes = parts[i] });
        var input = new Schema.InputFile { Id = 5, Parts = parts.Length, Name = "file.bin", Md5Checksum = Convert.ToHexStringLower(MD5.HashData(content)) };
        var sent = RpcSeat.UpdatesOf(await _seat.CallAsync(SendDocument(input))).OfType<Schema.UpdateNewMessage>().Single();
        return (Schema.Document)Assert.IsType<Schema.MessageMediaDocument>(((Schema.Message)sent.Message).Media).Document!;
    }

    private Schema.MessagesSendMediaRequest SendDocument(Schema.InputFileBase file) => new()
    {
        Peer = _seat.PeerOf(_bob),
        Media = new Schema.InputMediaUploadedDocument
        {
            File = file,
            MimeType = "application/octet-stream",
            Attributes = [new Schema.DocumentAttributeFilename { FileName = "file.bin" }],
        },
        Message = "",
        RandomId = Random.Shared.NextInt64(1, long.MaxValue),
    };

    private static Schema.UploadGetFileRequest GetFile(Schema.Document document, long offset, int limit) => new()
    {
        Location = new Schema.InputDocumentFileLocation { Id = document.Id, AccessHash = document.AccessHash, FileReference = document.FileReference, ThumbSize = "" },
        Offset = offset,
        Limit = limit,
    };

    private static byte[] Content(int size)
    {
        var content = new byte[size];
        new Random(3).NextBytes(content);
        return content;
    }
}

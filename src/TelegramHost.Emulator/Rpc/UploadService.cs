using TelegramHost.Tl;

namespace TelegramHost.Emulator.Rpc;

/// <summary><c>upload.*</c>: files in parts, up and down.</summary>
/// <remarks>Source: https://core.telegram.org/api/files</remarks>
internal sealed class UploadService(World world, RpcRouterOptions options)
{
    public void Register(RpcTable table)
    {
        table.On(Schema.UploadSaveFilePartRequest.Constructor, Schema.UploadSaveFilePartRequest.Read, RpcAccess.Visitor, (caller, request) =>
        {
            world.Files.SavePart(caller.Account!, request.FileId, request.FilePart, null, request.Bytes);
            return TlValue.True;
        });
        table.On(Schema.UploadSaveBigFilePartRequest.Constructor, Schema.UploadSaveBigFilePartRequest.Read, RpcAccess.Visitor, (caller, request) =>
        {
            world.Files.SavePart(caller.Account!, request.FileId, request.FilePart, request.FileTotalParts, request.Bytes);
            return TlValue.True;
        });
        table.On(Schema.UploadGetFileRequest.Constructor, Schema.UploadGetFileRequest.Read, RpcAccess.Visitor, GetFile);
        table.On(Schema.UploadGetFileHashesRequest.Constructor, Schema.UploadGetFileHashesRequest.Read, RpcAccess.Visitor,
            (_, _) => TlValue.Vector(Array.Empty<Schema.FileHash>()));
    }

    private ITlObject GetFile(RpcCaller caller, Schema.UploadGetFileRequest request)
    {
        FilePartRules.CheckRead(request.Offset, request.Limit, request.Precise);
        var file = request.Location switch
        {
            Schema.InputDocumentFileLocation { ThumbSize: "" } location => world.Files.Resolve(location.Id, location.AccessHash, location.FileReference),
            Schema.InputPhotoFileLocation location => world.Files.Resolve(location.Id, location.AccessHash, location.FileReference),
            _ => throw new WorldException(400, "LOCATION_INVALID"),
        };
        if (file.DcId != caller.DcId)
            throw new WorldException(303, $"FILE_MIGRATE_{file.DcId}");
        if (request.CdnSupported && options.CdnDataCenter is { } cdn && world.Cdn.Serves(file))
            return CdnService.Redirect(world.Cdn.CopyOf(file), cdn, request.Offset);

        var from = (int)Math.Min(request.Offset, file.Content.Length);
        var length = Math.Min(request.Limit, file.Content.Length - from);
        return new Schema.UploadFile
        {
            Type = TypeOf(file.Content),
            Mtime = file.Date,
            Bytes = file.Content.AsSpan(from, length).ToArray(),
        };
    }

    private static Schema.StorageFileTypeBase TypeOf(ReadOnlySpan<byte> content)
    {
        if (content.StartsWith((ReadOnlySpan<byte>)[0xff, 0xd8, 0xff]))
            return new Schema.StorageFileJpeg();
        if (content.StartsWith((ReadOnlySpan<byte>)[0x89, 0x50, 0x4e, 0x47]))
            return new Schema.StorageFilePng();
        if (content.StartsWith("GIF8"u8))
            return new Schema.StorageFileGif();
        if (content.StartsWith("%PDF"u8))
            return new Schema.StorageFilePdf();
        if (content.StartsWith("ID3"u8))
            return new Schema.StorageFileMp3();
        if (content.Length >= 12 && content[8..].StartsWith("WEBP"u8))
            return new Schema.StorageFileWebp();
        if (content.Length >= 12 && content[4..].StartsWith("ftyp"u8))
            return new Schema.StorageFileMp4();
        return new Schema.StorageFileUnknown();
    }
}

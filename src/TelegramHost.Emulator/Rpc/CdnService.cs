using TelegramHost.Tl;

namespace TelegramHost.Emulator.Rpc;

/// <summary>Files in the content delivery data center: what it answers itself, and what the master data centers answer about it.</summary>
/// <remarks>Source: https://core.telegram.org/cdn</remarks>
internal sealed class CdnService(World world, RpcRouterOptions options)
{
    public void Register(RpcTable table)
    {
        table.On(Schema.HelpGetCdnConfigRequest.Constructor, Schema.HelpGetCdnConfigRequest.Read, RpcAccess.Anyone, (_, _) => GetConfig());
        table.On(Schema.UploadGetCdnFileRequest.Constructor, Schema.UploadGetCdnFileRequest.Read, RpcAccess.Cdn, (_, request) => GetFile(request));
        table.On(Schema.UploadReuploadCdnFileRequest.Constructor, Schema.UploadReuploadCdnFileRequest.Read, RpcAccess.Visitor, (_, request) => Reupload(request));
        table.On(Schema.UploadGetCdnFileHashesRequest.Constructor, Schema.UploadGetCdnFileHashesRequest.Read, RpcAccess.Visitor,
            (_, request) => TlValue.Vector(CdnShelf.HashesOf(world.Cdn.Find(request.FileToken), CheckOffset(request.Offset))));
    }

    /// <summary>Where a client finds a file that lies there.</summary>
    public static Schema.UploadFileCdnRedirect Redirect(CdnCopy copy, int cdn, long offset) => new()
    {
        DcId = cdn,
        FileToken = copy.Token,
        EncryptionKey = copy.Key,
        EncryptionIv = copy.Iv,
        FileHashes = CdnShelf.HashesOf(copy, offset),
    };

    private Schema.CdnConfig GetConfig()
    {
        var key = world.Cdn.OutdatedKeys.TryDequeue(out var outdated) ? outdated : options.CdnPublicKey;
        return new Schema.CdnConfig
        {
            PublicKeys = options.CdnDataCenter is { } cdn && key is not null ? [new Schema.CdnPublicKey { DcId = cdn, PublicKey = key }] : [],
        };
    }

    private Schema.UploadCdnFileBase GetFile(Schema.UploadGetCdnFileRequest request)
    {
        FilePartRules.CheckRead(request.Offset, request.Limit, precise: false);
        var copy = world.Cdn.Find(request.FileToken);
        return copy.IsStored
            ? new Schema.UploadCdnFile { Bytes = world.Cdn.Read(copy, request.Offset, request.Limit) }
            : new Schema.UploadCdnFileReuploadNeeded { RequestToken = copy.RequestToken };
    }

    private ITlObject Reupload(Schema.UploadReuploadCdnFileRequest request)
    {
        var copy = world.Cdn.Find(request.FileToken);
        if (!copy.RequestToken.AsSpan().SequenceEqual(request.RequestToken))
            throw new WorldException(400, "REQUEST_TOKEN_INVALID");
        copy.IsStored = true;
        return TlValue.Vector(CdnShelf.HashesOf(copy, 0));
    }

    private static long CheckOffset(long offset) => offset >= 0 ? offset : throw new WorldException(400, "OFFSET_INVALID");
}

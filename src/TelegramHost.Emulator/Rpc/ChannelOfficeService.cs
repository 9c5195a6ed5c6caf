using TelegramHost.Tl;

namespace TelegramHost.Emulator.Rpc;

/// <summary>What administrators of supergroups and channels change, and pinned messages.</summary>
internal sealed class ChannelOfficeService(World world)
{
    public void Register(RpcTable table)
    {
        table.On(Schema.ChannelsEditAdminRequest.Constructor, Schema.ChannelsEditAdminRequest.Read, RpcAccess.Account, EditAdmin);
        table.On(Schema.ChannelsEditBannedRequest.Constructor, Schema.ChannelsEditBannedRequest.Read, RpcAccess.Account, EditBanned);
        table.On(Schema.ChannelsEditTitleRequest.Constructor, Schema.ChannelsEditTitleRequest.Read, RpcAccess.Account,
            (caller, request) => Wrap(caller, world.ChannelOffice.Rename(caller.Account!, Channel(caller, request.Channel), request.Title, caller.SessionId)));
        table.On(Schema.ChannelsEditPhotoRequest.Constructor, Schema.ChannelsEditPhotoRequest.Read, RpcAccess.Account, EditPhoto);
        table.On(Schema.MessagesEditChatAboutRequest.Constructor, Schema.MessagesEditChatAboutRequest.Read, RpcAccess.Account, EditAbout);
        table.On(Schema.MessagesEditChatDefaultBannedRightsRequest.Constructor, Schema.MessagesEditChatDefaultBannedRightsRequest.Read, RpcAccess.Account,
            EditDefaultRights);
        table.On(Schema.ChannelsCheckUsernameRequest.Constructor, Schema.ChannelsCheckUsernameRequest.Read, RpcAccess.Person,
            (_, request) => TlValue.Of(world.ChannelOffice.IsFree(request.Username)));
        table.On(Schema.ChannelsUpdateUsernameRequest.Constructor, Schema.ChannelsUpdateUsernameRequest.Read, RpcAccess.Person, UpdateUsername);
        table.On(Schema.ChannelsToggleSlowModeRequest.Constructor, Schema.ChannelsToggleSlowModeRequest.Read, RpcAccess.Person,
            (caller, request) => Wrap(caller, world.ChannelOffice.SlowDown(caller.Account!, Channel(caller, request.Channel), request.Seconds, caller.SessionId)));
        table.On(Schema.MessagesUpdatePinnedMessageRequest.Constructor, Schema.MessagesUpdatePinnedMessageRequest.Read, RpcAccess.Account,
            (caller, request) => Wrap(caller, world.ChannelPosts.Pin(caller.Account!, Channel(caller, request.Peer), request.Id, !request.Unpin, caller.SessionId)));
        table.On(Schema.MessagesUnpinAllMessagesRequest.Constructor, Schema.MessagesUnpinAllMessagesRequest.Read, RpcAccess.Account, UnpinAll);
        table.On(Schema.MessagesGetMessagesViewsRequest.Constructor, Schema.MessagesGetMessagesViewsRequest.Read, RpcAccess.Person, GetViews);
    }

    private Schema.Updates EditAdmin(RpcCaller caller, Schema.ChannelsEditAdminRequest request)
    {
        var account = caller.Account!;
        var subject = world.Gatekeeper.Resolve(account, request.UserId).Account;
        return Wrap(caller, world.ChannelOffice.Promote(
            account, Channel(caller, request.Channel), subject, (Schema.ChatAdminRights)request.AdminRights, request.Rank, caller.SessionId));
    }

    private Schema.Updates EditBanned(RpcCaller caller, Schema.ChannelsEditBannedRequest request)
    {
        var account = caller.Account!;
        var channel = Channel(caller, request.Channel);
        var key = world.Gatekeeper.Resolve(account, request.Participant);
        if (key.Kind != PeerKind.User)
            throw new WorldException(400, "PARTICIPANT_ID_INVALID");
        var subject = world.Roster.FindUser(key.Id)!.Account;
        return Wrap(caller, world.ChannelOffice.Restrict(account, channel, subject, (Schema.ChatBannedRights)request.BannedRights, caller.SessionId));
    }

    private Schema.Updates EditPhoto(RpcCaller caller, Schema.ChannelsEditPhotoRequest request)
    {
        var account = caller.Account!;
        Schema.InputMediaBase? input = request.Photo switch
        {
            Schema.InputChatPhotoEmpty => null,
            Schema.InputChatPhoto known => new Schema.InputMediaPhoto { Id = known.Id },
            Schema.InputChatUploadedPhoto { File: { } file } => new Schema.InputMediaUploadedPhoto { File = file },
            _ => throw new WorldException(400, "PHOTO_INVALID"),
        };
        var photo = input is null ? null : ((Schema.MessageMediaPhoto)world.Media.Prepare(account, input, caller.DcId)!).Photo as Schema.Photo;
        return Wrap(caller, world.ChannelOffice.Picture(account, Channel(caller, request.Channel), photo, caller.SessionId));
    }

    private ITlObject EditAbout(RpcCaller caller, Schema.MessagesEditChatAboutRequest request)
    {
        world.ChannelOffice.Describe(caller.Account!, Channel(caller, request.Peer), request.About, caller.SessionId);
        return TlValue.True;
    }

    private Schema.Updates EditDefaultRights(RpcCaller caller, Schema.MessagesEditChatDefaultBannedRightsRequest request) =>
        Wrap(caller, world.ChannelOffice.SetDefaultRights(
            caller.Account!, Channel(caller, request.Peer), (Schema.ChatBannedRights)request.BannedRights, caller.SessionId));

    private ITlObject UpdateUsername(RpcCaller caller, Schema.ChannelsUpdateUsernameRequest request)
    {
        var username = request.Username.Length == 0 ? null : request.Username;
        world.ChannelOffice.Name(caller.Account!, Channel(caller, request.Channel), username, caller.SessionId);
        return TlValue.True;
    }

    private Schema.MessagesAffectedHistory UnpinAll(RpcCaller caller, Schema.MessagesUnpinAllMessagesRequest request)
    {
        var channel = Channel(caller, request.Peer);
        var count = world.ChannelPosts.UnpinAll(caller.Account!, channel, caller.SessionId);
        return new Schema.MessagesAffectedHistory { Pts = channel.History.PtsOf(caller.Account!), PtsCount = count, Offset = 0 };
    }

    private Schema.MessagesMessageViews GetViews(RpcCaller caller, Schema.MessagesGetMessagesViewsRequest request)
    {
        var channel = Channel(caller, request.Peer);
        return new Schema.MessagesMessageViews
        {
            Views = [.. request.Id.Select(id =>
            {
                var message = channel.History.Find(id);
                if (request.Increment && message?.Views is not null)
                    message.Views++;
                return new Schema.MessageViews { Views = message?.Views };
            })],
            Chats = [],
            Users = [],
        };
    }

    /// <summary>Private chats and basic groups have none of this here.</summary>
    private EmulatedChannel Channel(RpcCaller caller, Schema.InputPeerBase peer) =>
        world.Roster.FindChannel(world.Gatekeeper.Resolve(caller.Account!, peer) is { Kind: PeerKind.Channel } key ? key.Id : 0)
        ?? throw new WorldException(400, "METHOD_NOT_EMULATED: outside of supergroups and channels");

    private EmulatedChannel Channel(RpcCaller caller, Schema.InputChannelBase channel) => world.Gatekeeper.Resolve(caller.Account!, channel);

    private Schema.Updates Wrap(RpcCaller caller, Schema.UpdateBase[] updates) => world.Postman.Wrap(caller.Account!, updates);
}

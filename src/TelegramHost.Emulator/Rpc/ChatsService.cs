namespace TelegramHost.Emulator.Rpc;

/// <summary>Basic groups.</summary>
internal sealed class ChatsService(World world)
{
    public void Register(RpcTable table)
    {
        table.On(Schema.MessagesCreateChatRequest.Constructor, Schema.MessagesCreateChatRequest.Read, RpcAccess.Person, Create);
        table.On(Schema.MessagesAddChatUserRequest.Constructor, Schema.MessagesAddChatUserRequest.Read, RpcAccess.Person, Add);
        table.On(Schema.MessagesDeleteChatUserRequest.Constructor, Schema.MessagesDeleteChatUserRequest.Read, RpcAccess.Account, Remove);
        table.On(Schema.MessagesEditChatTitleRequest.Constructor, Schema.MessagesEditChatTitleRequest.Read, RpcAccess.Account, Rename);
        table.On(Schema.MessagesGetChatsRequest.Constructor, Schema.MessagesGetChatsRequest.Read, RpcAccess.Account, GetChats);
        table.On(Schema.MessagesGetFullChatRequest.Constructor, Schema.MessagesGetFullChatRequest.Read, RpcAccess.Account, GetFullChat);
    }

    private Schema.MessagesInvitedUsers Create(RpcCaller caller, Schema.MessagesCreateChatRequest request)
    {
        var account = caller.Account!;
        var others = request.Users.Select(input => world.Gatekeeper.Resolve(account, input).Account).ToList();
        if (others.Count == 0)
            throw new WorldException(400, "USERS_TOO_FEW");
        return Invited(account, world.Groups.Create(account, request.Title, others, caller.SessionId).Updates);
    }

    private Schema.MessagesInvitedUsers Add(RpcCaller caller, Schema.MessagesAddChatUserRequest request)
    {
        var account = caller.Account!;
        var group = world.Gatekeeper.CheckGroup(account, request.ChatId);
        var newcomer = world.Gatekeeper.Resolve(account, request.UserId).Account;
        return Invited(account, world.Groups.Add(account, group, newcomer, caller.SessionId));
    }

    private Schema.Updates Remove(RpcCaller caller, Schema.MessagesDeleteChatUserRequest request)
    {
        var account = caller.Account!;
        var group = world.Gatekeeper.CheckGroup(account, request.ChatId);
        var member = world.Gatekeeper.Resolve(account, request.UserId).Account;
        return world.Postman.Wrap(account, world.Groups.Remove(account, group, member, caller.SessionId));
    }

    private Schema.Updates Rename(RpcCaller caller, Schema.MessagesEditChatTitleRequest request)
    {
        var account = caller.Account!;
        var group = world.Gatekeeper.CheckGroup(account, request.ChatId);
        return world.Postman.Wrap(account, world.Groups.Rename(account, group, request.Title, caller.SessionId));
    }

    private Schema.MessagesChats GetChats(RpcCaller caller, Schema.MessagesGetChatsRequest request) => new()
    {
        Chats = [.. request.Id.Select(id => world.View.Chat(caller.Account!, world.Gatekeeper.CheckGroup(caller.Account!, id)))],
    };

    private Schema.MessagesChatFull GetFullChat(RpcCaller caller, Schema.MessagesGetFullChatRequest request)
    {
        var account = caller.Account!;
        var group = world.Gatekeeper.CheckGroup(account, request.ChatId);
        var peers = new PeerCollector(account, world.Roster, world.View);
        peers.AddGroup(group);
        return new Schema.MessagesChatFull
        {
            FullChat = new Schema.ChatFull
            {
                Id = group.Id,
                About = "",
                Participants = TlView.Participants(group),
                NotifySettings = new Schema.PeerNotifySettings(),
                BotInfo = [.. group.Members.OfType<EmulatedBot>().Select(BotsService.InfoOf)],
            },
            Chats = peers.Chats,
            Users = peers.Users,
        };
    }

    private Schema.MessagesInvitedUsers Invited(Account account, Schema.UpdateBase[] updates) =>
        new() { Updates = world.Postman.Wrap(account, updates), MissingInvitees = [] };
}

using TelegramHost.Tl;

namespace TelegramHost.Emulator.Rpc;

/// <summary><c>users.*</c>.</summary>
internal sealed class UsersService(World world)
{
    public void Register(RpcTable table)
    {
        table.On(Schema.UsersGetUsersRequest.Constructor, Schema.UsersGetUsersRequest.Read, RpcAccess.Account, GetUsers);
        table.On(Schema.UsersGetFullUserRequest.Constructor, Schema.UsersGetFullUserRequest.Read, RpcAccess.Account, GetFullUser);
    }

    private ITlObject GetUsers(RpcCaller caller, Schema.UsersGetUsersRequest request)
    {
        var account = caller.Account!;
        return TlValue.Vector<Schema.UserBase>([.. request.Id.Select(input => One(account, input))]);
    }

    /// <summary>An unknown user does not spoil the answer for the others.</summary>
    private Schema.UserBase One(Account account, Schema.InputUserBase input)
    {
        try
        {
            return world.View.User(account, world.Gatekeeper.Resolve(account, input));
        }
        catch (WorldException) when (input is Schema.InputUser or Schema.InputUserFromMessage)
        {
            return new Schema.UserEmpty { Id = (input as Schema.InputUser)?.UserId ?? ((Schema.InputUserFromMessage)input).UserId };
        }
    }

    private Schema.UsersUserFull GetFullUser(RpcCaller caller, Schema.UsersGetFullUserRequest request)
    {
        var account = caller.Account!;
        var user = world.Gatekeeper.Resolve(account, request.Id);
        return new Schema.UsersUserFull
        {
            FullUser = new Schema.UserFull
            {
                Id = user.Id,
                About = user.About,
                Blocked = account.Blocked.Contains(user.Id),
                Settings = new Schema.PeerSettings(),
                NotifySettings = new Schema.PeerNotifySettings(),
                BotInfo = user is EmulatedBot bot ? BotsService.InfoOf(bot) : null,
                CommonChatsCount = world.Roster.Groups.Count(group => group.Find(user.Id) is not null && group.Find(account.Id) is not null),
            },
            Chats = [],
            Users = [world.View.User(account, user)],
        };
    }
}

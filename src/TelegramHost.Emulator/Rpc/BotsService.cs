using TelegramHost.Tl;

namespace TelegramHost.Emulator.Rpc;

/// <summary><c>bots.*</c>: a bot's commands, menu and texts.</summary>
internal sealed class BotsService(World world)
{
    private const int MaxCommands = 100;

    public void Register(RpcTable table)
    {
        table.On(Schema.BotsSetBotCommandsRequest.Constructor, Schema.BotsSetBotCommandsRequest.Read, RpcAccess.Bot, SetCommands);
        table.On(Schema.BotsGetBotCommandsRequest.Constructor, Schema.BotsGetBotCommandsRequest.Read, RpcAccess.Bot,
            (caller, request) => TlValue.Vector(Bot(caller).CommandLists.Get(request.Scope, request.LangCode)));
        table.On(Schema.BotsResetBotCommandsRequest.Constructor, Schema.BotsResetBotCommandsRequest.Read, RpcAccess.Bot, (caller, request) =>
        {
            Bot(caller).CommandLists.Reset(request.Scope, request.LangCode);
            return TlValue.True;
        });
        table.On(Schema.BotsSetBotMenuButtonRequest.Constructor, Schema.BotsSetBotMenuButtonRequest.Read, RpcAccess.Bot, (_, _) => TlValue.True);
        table.On(Schema.BotsGetBotMenuButtonRequest.Constructor, Schema.BotsGetBotMenuButtonRequest.Read, RpcAccess.Bot,
            (_, _) => new Schema.BotMenuButtonDefault());
        table.On(Schema.BotsSetBotInfoRequest.Constructor, Schema.BotsSetBotInfoRequest.Read, RpcAccess.Bot, SetInfo);
        table.On(Schema.BotsGetBotInfoRequest.Constructor, Schema.BotsGetBotInfoRequest.Read, RpcAccess.Bot, (caller, _) => new Schema.BotsBotInfo
        {
            Name = Bot(caller).FirstName,
            About = Bot(caller).About ?? "",
            Description = Bot(caller).Description ?? "",
        });
    }

    /// <summary>What people see of a bot.</summary>
    public static Schema.BotInfo InfoOf(EmulatedBot bot) => new()
    {
        UserId = bot.Id,
        Description = bot.Description,
        Commands = [.. bot.CommandLists.ForEverybody],
        MenuButton = bot.CommandLists.ForEverybody.Count == 0 ? new Schema.BotMenuButtonDefault() : new Schema.BotMenuButtonCommands(),
    };

    private static EmulatedBot Bot(RpcCaller caller) => (EmulatedBot)caller.Account!.User;

    private ITlObject SetCommands(RpcCaller caller, Schema.BotsSetBotCommandsRequest request)
    {
        if (request.Commands.Length > MaxCommands)
            throw new WorldException(400, "BOT_COMMANDS_TOO_MUCH");
        foreach (var command in request.Commands)
        {
            if (command.Command.Length is 0 or > 32 || !command.Command.All(c => char.IsAsciiLetterLower(c) || char.IsAsciiDigit(c) || c == '_'))
                throw new WorldException(400, "BOT_COMMAND_INVALID");
            if (command.Description.Length is 0 or > 256)
                throw new WorldException(400, "BOT_COMMAND_DESCRIPTION_INVALID");
        }

        var bot = Bot(caller);
        bot.CommandLists.Set(request.Scope, request.LangCode, request.Commands);
        if (request.Scope is Schema.BotCommandScopeDefault or Schema.BotCommandScopeUsers)
            TellPeople(bot, request.Commands);
        return TlValue.True;
    }

    /// <summary>Open conversations show the new menu at once.</summary>
    private void TellPeople(EmulatedBot bot, Schema.BotCommand[] commands)
    {
        foreach (var user in world.Roster.Users)
        {
            if (!user.IsBot && user.Account.Box.FindDialog(bot.Key) is not null)
                world.Postman.Push(user.Account, 0, new Schema.UpdateBotCommands { Peer = bot.Key.ToPeer(), BotId = bot.Id, Commands = commands });
        }
    }

    private static ITlObject SetInfo(RpcCaller caller, Schema.BotsSetBotInfoRequest request)
    {
        var bot = Bot(caller);
        bot.FirstName = string.IsNullOrWhiteSpace(request.Name) ? bot.FirstName : request.Name;
        bot.About = request.About ?? bot.About;
        bot.Description = request.Description ?? bot.Description;
        return TlValue.True;
    }
}

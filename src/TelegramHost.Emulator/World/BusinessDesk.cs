using System.Collections.Frozen;
using System.Globalization;
using TelegramHost.Tl;

namespace TelegramHost.Emulator;

/// <summary>Bots that act in people's names.</summary>
/// <remarks>Source: https://core.telegram.org/api/bots/connected-business-bots</remarks>
internal sealed class BusinessDesk(Random random, Postman postman, WorldClock clock)
{
    private static readonly FrozenSet<string> _allowed = new[]
    {
        "messages.sendMessage", "messages.sendMedia", "messages.sendMultiMedia", "messages.uploadMedia", "messages.editMessage",
        "messages.setTyping",
    }.ToFrozenSet(StringComparer.Ordinal);

    private readonly Dictionary<string, BusinessConnection> _connections = [];

    /// <summary>Whether a bot may call <paramref name="method"/> for somebody.</summary>
    public static bool Allows(string method) => _allowed.Contains(method);

    /// <summary>Connects a bot, and tells it.</summary>
    public string Connect(Account owner, Account bot)
    {
        var connection = new BusinessConnection(random.NextInt64(1, long.MaxValue).ToString(CultureInfo.InvariantCulture), owner, bot, clock.UnixTime);
        _connections.Add(connection.Id, connection);
        owner.BusinessBots.Add(bot);
        postman.Push(bot, 0, bot.Log.AddQts(qts => new Schema.UpdateBotBusinessConnect { Connection = Show(connection), Qts = qts }));
        return connection.Id;
    }

    /// <summary>A connection of <paramref name="bot"/>'s; null if there is none of that name.</summary>
    public BusinessConnection? Find(Account? bot, string id) => _connections.TryGetValue(id, out var connection) && connection.Bot == bot ? connection : null;

    /// <summary>What a bot is told of its connection when it asks.</summary>
    /// <exception cref="WorldException">CONNECTION_ID_INVALID.</exception>
    public Schema.Updates Describe(Account bot, string id) => postman.Wrap(bot, new Schema.UpdateBotBusinessConnect
    {
        Connection = Show(Find(bot, id) ?? throw new WorldException(400, "CONNECTION_ID_INVALID")),
        Qts = bot.Log.Qts,
    });

    /// <summary>An answer as the bot gets it: the owner's counters are none of its own.</summary>
    public ITlObject ForBot(BusinessConnection connection, ITlObject answer) => answer is Schema.Updates updates
        ? postman.Wrap(connection.Bot, [.. updates.UpdatesValue.Select(update => ForBot(connection, update)).OfType<Schema.UpdateBase>()])
        : answer;

    private static Schema.UpdateBase? ForBot(BusinessConnection connection, Schema.UpdateBase update) => update switch
    {
        Schema.UpdateNewMessage sent => connection.Bot.Log.AddQts(
            qts => new Schema.UpdateBotNewBusinessMessage { ConnectionId = connection.Id, Message = sent.Message, Qts = qts }),
        Schema.UpdateEditMessage edited => connection.Bot.Log.AddQts(
            qts => new Schema.UpdateBotEditBusinessMessage { ConnectionId = connection.Id, Message = edited.Message, Qts = qts }),
        Schema.UpdateMessageID named => named,
        _ => null,
    };

    private static Schema.BotBusinessConnection Show(BusinessConnection connection) => new()
    {
        ConnectionId = connection.Id,
        UserId = connection.Owner.Id,
        DcId = connection.Owner.User.DataCenter,
        Date = connection.Date,
        Rights = new Schema.BusinessBotRights { Reply = true, ReadMessages = true, DeleteSentMessages = true },
    };
}

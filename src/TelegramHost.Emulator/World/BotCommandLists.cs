namespace TelegramHost.Emulator;

/// <summary>A bot's published commands, one list for each scope and language.</summary>
internal sealed class BotCommandLists
{
    private readonly Dictionary<(string Scope, string Language), Schema.BotCommand[]> _lists = [];

    /// <summary>The list of the default scope without a language.</summary>
    public IReadOnlyList<Schema.BotCommand> ForEverybody => Get(new Schema.BotCommandScopeDefault(), "");

    /// <summary>The list of exactly this scope and language; empty when there is none.</summary>
    public Schema.BotCommand[] Get(Schema.BotCommandScopeBase scope, string language) =>
        _lists.GetValueOrDefault((NameOf(scope), language), []);

    /// <summary>Replaces a list.</summary>
    public void Set(Schema.BotCommandScopeBase scope, string language, Schema.BotCommand[] commands) =>
        _lists[(NameOf(scope), language)] = commands;

    /// <summary>Removes a list.</summary>
    public void Reset(Schema.BotCommandScopeBase scope, string language) => _lists.Remove((NameOf(scope), language));

    private static string NameOf(Schema.BotCommandScopeBase scope) => scope switch
    {
        Schema.BotCommandScopePeer peer => "peer " + PeerName(peer.Peer),
        Schema.BotCommandScopePeerAdmins peer => "admins " + PeerName(peer.Peer),
        Schema.BotCommandScopePeerUser peer => $"user {PeerName(peer.Peer)} {(peer.UserId as Schema.InputUser)?.UserId}",
        _ => scope.GetType().Name,
    };

    private static string PeerName(Schema.InputPeerBase peer) => peer switch
    {
        Schema.InputPeerUser user => $"u{user.UserId}",
        Schema.InputPeerChat chat => $"c{chat.ChatId}",
        _ => peer.GetType().Name,
    };
}

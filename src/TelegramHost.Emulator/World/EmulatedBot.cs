namespace TelegramHost.Emulator;

/// <summary>A bot: it logs in with its token and is written by somebody's program.</summary>
public sealed class EmulatedBot : EmulatedUser
{
    internal EmulatedBot(long id, string token, string firstName)
        : base(id, firstName) => Token = token;

    /// <summary>The token that the bot logs in with.</summary>
    public string Token { get; }

    /// <summary>Whether the bot sees in groups only commands, replies to it and mentions. Default: true, as at Telegram.</summary>
    public bool HasPrivacyMode { get; set; } = true;

    /// <summary>The commands that the bot published for everybody.</summary>
    public IReadOnlyList<EmulatedCommand> Commands => [.. CommandLists.ForEverybody.Select(command => new EmulatedCommand(command.Command, command.Description))];

    internal BotCommandLists CommandLists { get; } = new();

    internal string? Description { get; set; }
}

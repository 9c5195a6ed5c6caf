namespace TelegramHost.Playground;

/// <summary>How the playground is set up.</summary>
public sealed class PlaygroundOptions
{
    /// <summary>The port of the page on 127.0.0.1. Default: 0, which takes any free port.</summary>
    public int Port { get; set; }

    /// <summary>The first name of the person who chats with the bot. Default: <c>Ann</c>.</summary>
    public string PersonName { get; set; } = "Ann";

    /// <summary>The bot's username. Default: made from the application's name, for example <c>echo_bot</c>.</summary>
    public string? BotUsername { get; set; }

    /// <summary>The port of the emulated Telegram on 127.0.0.1. Default: 0, which takes any free port.</summary>
    public int EmulatorPort { get; set; }
}

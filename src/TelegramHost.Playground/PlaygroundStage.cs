using System.Globalization;
using System.Security.Cryptography;
using TelegramHost.Emulator;

namespace TelegramHost.Playground;

/// <summary>The emulated Telegram of a playground, with the bot and the person who plays with it.</summary>
internal sealed class PlaygroundStage : IAsyncDisposable
{
    private const string TokenAlphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789";
    private const long BotId = 5_000_000_001;

    private PlaygroundStage(TelegramEmulator emulator, LateLoggerFactory loggers, EmulatedBot bot, EmulatedUser person)
    {
        Emulator = emulator;
        Loggers = loggers;
        Bot = bot;
        Person = person;
    }

    public TelegramEmulator Emulator { get; }

    public LateLoggerFactory Loggers { get; }

    public EmulatedBot Bot { get; }

    public EmulatedUser Person { get; }

    public static PlaygroundStage Build(PlaygroundOptions options, string applicationName)
    {
        var loggers = new LateLoggerFactory();
        var emulator = TelegramEmulator.Start(new EmulatorOptions { Port = options.EmulatorPort }, loggers);
        var token = $"{BotId}:{RandomNumberGenerator.GetString(TokenAlphabet, 35)}";
        var bot = emulator.World.AddBot(token, options.BotUsername ?? BotName.From(applicationName), applicationName);
        var person = emulator.World.AddUser(options.PersonName, "+999 66 2 0001");
        var friend = emulator.World.AddUser("Bob", "+999 66 2 0002", "bob_tests");
        emulator.World.CreateGroup("Test group", person, friend, bot);
        emulator.World.CreateSupergroup("Test supergroup", person, friend, bot);
        emulator.World.Promote(person, emulator.World.CreateChannel("Test channel", person, friend), bot);
        return new PlaygroundStage(emulator, loggers, bot, person);
    }

    /// <summary>Settings that lead a client to this Telegram, and to no other.</summary>
    public Dictionary<string, string?> ClientSettings() => new()
    {
        ["Telegram:ApiId"] = "1",
        ["Telegram:ApiHash"] = "0123456789abcdef0123456789abcdef",
        ["Telegram:BotToken"] = Bot.Token,
        ["Telegram:Connection:Endpoint"] = Emulator.EndPoint.ToString(),
        ["Telegram:Connection:DataCenter"] = Emulator.DataCenter.ToString(CultureInfo.InvariantCulture),
        ["Telegram:Connection:PublicKeys:0"] = Emulator.PublicKeyPem,
        ["Telegram:Session:Store"] = "Memory",
    };

    public ValueTask DisposeAsync() => Emulator.DisposeAsync();
}

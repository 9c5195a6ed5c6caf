using TelegramHost.Client;
using TelegramHost.Emulator;

namespace TelegramHost.EndToEnd.Tests.Network;

/// <summary>An emulator with one bot and one person, and clients for the bot.</summary>
internal sealed class BotRig : IAsyncDisposable
{
    public const string Token = "5000000001:secret_token";

    public BotRig(EmulatorOptions? options = null)
    {
        Emulator = TelegramEmulator.Start(options ?? new EmulatorOptions());
        Bot = Emulator.World.AddBot(Token, "some_bot");
        Person = Emulator.World.AddUser("Ada", "+10000000001");
    }

    public TelegramEmulator Emulator { get; }

    public EmulatedBot Bot { get; }

    public EmulatedUser Person { get; }

    /// <summary>Calls that reached the server, by name.</summary>
    public int CountOf(string method) => Emulator.Wire.Records.Count(record => record.Name == method);

    public TelegramClientOptions Options(string? endpoint = null) => new()
    {
        ApiId = 1,
        ApiHash = "0123456789abcdef0123456789abcdef",
        BotToken = Token,
        Session = { Store = SessionStoreKind.Memory },
        Connection =
        {
            Endpoint = endpoint ?? Emulator.EndPoint.ToString(),
            DataCenter = Emulator.DataCenter,
            PublicKeys = [Emulator.PublicKeyPem],
            ReconnectDelay = TimeSpan.FromMilliseconds(5),
            MaxReconnectDelay = TimeSpan.FromMilliseconds(50),
            StartTimeout = TimeSpan.FromSeconds(60),
        },
    };

    public ValueTask DisposeAsync() => Emulator.DisposeAsync();
}

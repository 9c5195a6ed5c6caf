using Microsoft.Extensions.Logging;
using TelegramHost.Client;
using TelegramHost.Client.Updates;
using TelegramHost.Emulator;

namespace TelegramHost.EndToEnd.Tests.Updates;

/// <summary>An emulator with a bot and a person, and the updates that the bot's client receives over the wire.</summary>
internal sealed class ListeningBot : IAsyncDisposable
{
    private const string Token = "5000000001:secret_token";

    private readonly CancellationTokenSource _patience = new(TimeSpan.FromMinutes(2));
    private IAsyncEnumerator<Update>? _updates;

    private ListeningBot(SessionOptions session, EmulatorOptions server)
    {
        Emulator = TelegramEmulator.Start(server);
        Bot = Emulator.World.AddBot(Token, "some_bot");
        Person = Emulator.World.AddUser("Ada", "+10000000001");
        Options = new TelegramClientOptions
        {
            ApiId = 1,
            ApiHash = "0123456789abcdef0123456789abcdef",
            BotToken = Token,
            Session = session,
            Connection =
            {
                Endpoint = Emulator.EndPoint.ToString(),
                DataCenter = Emulator.DataCenter,
                PublicKeys = [Emulator.PublicKeyPem],
                ReconnectDelay = TimeSpan.FromMilliseconds(5),
                StartTimeout = TimeSpan.FromSeconds(60),
            },
        };
        Client = TelegramClient.Create(Options);
    }

    public TelegramEmulator Emulator { get; }

    public World World => Emulator.World;

    public EmulatedBot Bot { get; }

    public EmulatedUser Person { get; }

    public TelegramClientOptions Options { get; }

    public TelegramClient Client { get; private set; }

    public CancellationToken Patience => _patience.Token;

    public static async Task<ListeningBot> StartAsync(SessionOptions? session = null, EmulatorOptions? server = null)
    {
        var bot = new ListeningBot(session ?? new SessionOptions { Store = SessionStoreKind.Memory }, server ?? new EmulatorOptions());
        await bot.ConnectAsync();
        return bot;
    }

    /// <summary>Ends the client as an orderly stop does.</summary>
    public async Task StopAsync()
    {
        if (_updates is not null)
        {
            // The pending read ends with the stream; the last update counts as handled only when the next is asked for.
            await Client.DisposeAsync();
            await _updates.DisposeAsync();
            _updates = null;
        }
    }

    /// <summary>A new client with the same settings.</summary>
    public async Task RestartAsync(ILoggerFactory? loggers = null)
    {
        Client = TelegramClient.Create(Options, loggers);
        await ConnectAsync();
    }

    /// <summary>Calls that reached the server, by name.</summary>
    public int CountOf(string method) => Emulator.Wire.Records.Count(record => record.Name == method);

    /// <summary>The next update of a type that is not about the bot's own messages; others are passed over.</summary>
    public async Task<TUpdate> NextAsync<TUpdate>()
        where TUpdate : Update
    {
        while (await _updates!.MoveNextAsync())
        {
            switch (_updates.Current)
            {
                case NewMessage { Message.IsOutgoing: true } or MessageEdited { Message.IsOutgoing: true }:
                    continue;
                case TUpdate update:
                    return update;
            }
        }

        throw new InvalidOperationException("The updates have ended.");
    }

    /// <summary>Pushes an update to the bot, and waits for it.</summary>
    public Task<TUpdate> PushAsync<TUpdate>(Schema.UpdateBase update)
        where TUpdate : Update
    {
        World.Push(Bot, update);
        return NextAsync<TUpdate>();
    }

    public Task SendAsync(string text) => World.SendTextAsync(Person, Bot, text, cancellationToken: Patience);

    public async ValueTask DisposeAsync()
    {
        await StopAsync();
        await Client.DisposeAsync();
        await Emulator.DisposeAsync();
        _patience.Dispose();
    }

    private async Task ConnectAsync()
    {
        await Client.ConnectAsync(Patience);
        _updates = Client.Updates.GetAsyncEnumerator(Patience);
    }
}

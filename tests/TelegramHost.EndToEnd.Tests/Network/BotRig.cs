using TelegramHost.Client;
using TelegramHost.Emulator;
using TelegramHost.Emulator.Inspection;

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

    /// <summary>Waits until a call has reached the server as often as this; answers how often it has been.</summary>
    public async Task<int> CalledAsync(string method, int times, CancellationToken cancellationToken)
    {
        var called = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        Emulator.Wire.Recorded += Look;
        try
        {
            Look(null);
            await called.Task.WaitAsync(cancellationToken);
            return CountOf(method);
        }
        finally
        {
            Emulator.Wire.Recorded -= Look;
        }

        void Look(WireRecord? record)
        {
            if ((record is null || record.Name == method) && CountOf(method) >= times)
                called.TrySetResult();
        }
    }

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

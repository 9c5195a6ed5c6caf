using System.Security.Cryptography;
using TelegramHost.Client;
using TelegramHost.Client.Sessions;
using TelegramHost.Emulator;
using TelegramHost.TestSupport;

namespace TelegramHost.EndToEnd.Tests.Faults;

/// <summary>A bot at work over a wire on which faults happen, in virtual time.</summary>
internal sealed class FaultRig : IAsyncDisposable
{
    public const int Home = 2;
    public const int Other = 4;

    private const string Token = "5000000001:secret_token";
    private const string ProxySecret = "dd0123456789abcdef0123456789abcdef";

    // The making of a key takes longer than all the rest of a start.
    private static readonly Lazy<string> _serverKey = new(() =>
    {
        using var key = RSA.Create(2048);
        return key.ExportRSAPrivateKeyPem();
    });

    private readonly CancellationTokenSource _stopping = new();
    private readonly QuietClock _quiet;
    private Task _running = Task.CompletedTask;

    public FaultRig(FaultCase fault, int seed)
    {
        Random = new Random(seed);
        ClientTime = new SkewedTimeProvider(Clock) { Skew = fault.ClientSkew };
        ServerTime = new SkewedTimeProvider(Clock);
        Emulator = TelegramEmulator.Start(new EmulatorOptions
        {
            DataCenter = Home,
            FurtherDataCenters = fault.HasOtherDataCenter ? [Other] : [],
            PrivateKeyPem = _serverKey.Value,
            ProxySecret = fault.IsProxied ? ProxySecret : null,
            TimeProvider = ServerTime,
            JournalCapacity = fault.JournalCapacity,
            Seed = seed,
        });
        Bot = Emulator.World.AddBot(Token, "some_bot");
        Person = Emulator.World.AddUser("Ada", "+10000000001");
        Network = new FaultyNetwork(Emulator, fault.HasOtherDataCenter ? [Home, Other] : [Home], new Random(seed));
        _quiet = new QuietClock(Clock, Network);
        Client = new TelegramClient(OptionsOf(fault), Network, new MemorySessionStore(), loggerFactory: null, ClientTime);
    }

    public ManualTimeProvider Clock { get; } = new();

    public SkewedTimeProvider ClientTime { get; }

    public SkewedTimeProvider ServerTime { get; }

    public Random Random { get; }

    public TelegramEmulator Emulator { get; }

    public EmulatedBot Bot { get; }

    public EmulatedUser Person { get; }

    public FaultyNetwork Network { get; }

    public TelegramClient Client { get; }

    /// <summary>Waits for a task while the clock runs.</summary>
    public Task<T> RunAsync<T>(Task<T> task, TimeSpan? limit = null) => _quiet.RunAsync(task, limit);

    /// <inheritdoc cref="RunAsync{T}"/>
    public Task RunAsync(Task task, TimeSpan? limit = null) => _quiet.RunAsync(task, limit);

    /// <summary>Starts the client as a host does, which also logs a bot in again, and waits until it is connected.</summary>
    public async Task StartAsync()
    {
        _running = Client.RunAsync(_stopping.Token);
        await WaitForConnectionAsync();
    }

    /// <summary>Waits until the client says that it is connected.</summary>
    public Task WaitForConnectionAsync() => RunAsync(WaitAsync(), TimeSpan.FromMinutes(30));

    public async ValueTask DisposeAsync()
    {
        await _stopping.CancelAsync();
        await _running.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        await Client.DisposeAsync();
        await Emulator.DisposeAsync();
        _stopping.Dispose();
    }

    private async Task WaitAsync()
    {
        while (Client.State != ConnectionState.Connected)
        {
            if (_running.IsCompleted)
                await _running;
            await Task.Delay(TimeSpan.FromSeconds(0.1), Clock);
        }
    }

    private TelegramClientOptions OptionsOf(FaultCase fault) => new()
    {
        ApiId = 1,
        ApiHash = "0123456789abcdef0123456789abcdef",
        BotToken = Token,
        Session = { Store = SessionStoreKind.Memory },
        Proxy = { Url = fault.IsProxied ? $"tg://proxy?server=127.0.0.1&port={Emulator.EndPoint.Port}&secret={ProxySecret}" : null },
        Connection =
        {
            Endpoint = Emulator.EndPoint.ToString(),
            DataCenter = Home,
            PublicKeys = [Emulator.PublicKeyPem],
            Transport = fault.Transport,
            Obfuscated = fault.Transport != MtProto.TransportKind.Full,
            PerfectForwardSecrecy = fault.HasTemporaryKeys,
        },
        // An attempt may end and be repeated, but no call may be given up: that would hide what became of it.
        Resilience = { TotalTimeout = TimeSpan.FromMinutes(20), MaxRetries = 10 },
    };
}

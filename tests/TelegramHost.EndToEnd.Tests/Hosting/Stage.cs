using System.Globalization;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using TelegramHost.Emulator;

namespace TelegramHost.EndToEnd.Tests.Hosting;

/// <summary>An emulated Telegram, a bot that runs against it over TCP, and Ann, who writes to it.</summary>
internal sealed class Stage : IAsyncDisposable
{
    private static readonly TimeSpan s_patience = TimeSpan.FromSeconds(30);
    private readonly WorldWatch _watch;

    private Stage(TelegramEmulator emulator, IHost host, EmulatedBot bot, EmulatedUser ann, LinesLog log)
    {
        Emulator = emulator;
        Host = host;
        Bot = bot;
        Ann = ann;
        Log = log;
        _watch = emulator.World.Watch(ann);
    }

    public TelegramEmulator Emulator { get; }

    public IHost Host { get; }

    public EmulatedBot Bot { get; }

    public EmulatedUser Ann { get; }

    /// <summary>What the host has logged.</summary>
    public LinesLog Log { get; }

    public static async Task<Stage> StartAsync(Action<IServiceCollection>? configure = null)
    {
        var emulator = TelegramEmulator.Start(new EmulatorOptions());
        var bot = emulator.World.AddBot("5000000001:AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA", "shop_bot");
        var ann = emulator.World.AddUser("Ann", "+9996620001");
        var builder = Microsoft.Extensions.Hosting.Host.CreateEmptyApplicationBuilder(null);
        builder.Configuration.AddInMemoryCollection(new Dictionary<string, string?>
        {
            ["Telegram:ApiId"] = "1",
            ["Telegram:ApiHash"] = "0123456789abcdef0123456789abcdef",
            ["Telegram:BotToken"] = bot.Token,
            ["Telegram:Connection:Endpoint"] = emulator.EndPoint.ToString(),
            ["Telegram:Connection:DataCenter"] = emulator.DataCenter.ToString(CultureInfo.InvariantCulture),
            ["Telegram:Connection:PublicKeys:0"] = emulator.PublicKeyPem,
            ["Telegram:Session:Store"] = "Memory",
            ["Telegram:Startup"] = "WaitForReady",
        });
        var log = new LinesLog();
        builder.Logging.AddProvider(log);
        builder.Logging.SetMinimumLevel(LogLevel.Debug);
        builder.Services.AddSingleton<HandledUpdates>();
        builder.Services.AddTelegramClient().AddHandlers();
        configure?.Invoke(builder.Services);
        var host = builder.Build();
        await host.StartAsync();
        return new(emulator, host, bot, ann, log);
    }

    public Task SendAsync(string text) => Emulator.World.SendTextAsync(Ann, Bot, text);

    /// <summary>The next thing of this kind that the bot does in Ann's chat.</summary>
    public async Task<EmulatedMessage> NextAsync(WorldEventKind kind = WorldEventKind.MessageAdded)
    {
        using var patience = new CancellationTokenSource(s_patience);
        await foreach (var change in _watch.Events.ReadAllAsync(patience.Token))
        {
            if (change.Kind == kind && change.Message is { IsOutgoing: false } message)
                return message;
        }

        throw new InvalidOperationException("The world has ended.");
    }

    public async ValueTask DisposeAsync()
    {
        _watch.Dispose();
        await Host.StopAsync();
        await ((IAsyncDisposable)Host).DisposeAsync();
        await Emulator.DisposeAsync();
    }
}

using System.Threading.Channels;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using TelegramHost.Client;
using TelegramHost.Client.Updates;
using TelegramHost.Hosting;

namespace TelegramHost.Tests.Fakes;

/// <summary>A generic host whose clients are fakes.</summary>
internal sealed class HostBench
{
    public HostBench(params (string Key, string? Value)[] settings)
    {
        Builder = Host.CreateEmptyApplicationBuilder(null);
        Builder.Configuration.AddInMemoryCollection(settings.ToDictionary(setting => setting.Key, setting => setting.Value));
        Builder.Logging.AddProvider(Log);
        Builder.Logging.SetMinimumLevel(LogLevel.Trace);
    }

    public static (string Key, string? Value)[] Valid { get; } = ValidAt("Telegram");

    public HostApplicationBuilder Builder { get; }

    public TestLog Log { get; } = new();

    public static (string Key, string? Value)[] ValidAt(string section) =>
    [
        ($"{section}:ApiId", "12345"),
        ($"{section}:ApiHash", "0123456789abcdef0123456789abcdef"),
        ($"{section}:BotToken", "1234567890:AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA"),
    ];

    /// <summary>Puts a fake in place of the client of that name.</summary>
    public FakeBot Fake(string name = "")
    {
        var bot = new FakeBot();
        Builder.Services.AddKeyedSingleton<ITelegramClient>(name, bot.Client);
        Builder.Services.AddKeyedSingleton<IUpdateSource>(name, bot);
        return bot;
    }

    internal sealed class FakeBot : IUpdateSource
    {
        private readonly Channel<UpdateDelivery> _updates = Channel.CreateUnbounded<UpdateDelivery>();

        public FakeClient Client { get; } = new();

        public ChannelReader<UpdateDelivery> Updates => _updates.Reader;

        public Task<bool> KeepAsync(UpdateDelivery delivery, string handler, Exception exception, int capacity, CancellationToken cancellationToken) =>
            Task.FromResult(true);

        public Task Send(Update update)
        {
            var done = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            Assert.True(_updates.Writer.TryWrite(new UpdateDelivery(update, done.SetResult)));
            return done.Task;
        }
    }
}

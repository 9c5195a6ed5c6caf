using System.Collections.Concurrent;
using Microsoft.Extensions.Logging;
using TelegramHost.Client;
using TelegramHost.Client.Updates;
using TelegramHost.Emulator;
using TelegramHost.EndToEnd.Tests.Hosting;
using TelegramHost.EndToEnd.Tests.Network;

namespace TelegramHost.EndToEnd.Tests.Updates;

/// <summary>What becomes of the updates that were missed, and what the client says of itself meanwhile.</summary>
public sealed class CatchUpTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("telegramhost-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public async Task Backlog_IsFetchedWhileTheClientIsCatchingUp_AndCallsWork()
    {
        await using var bot = await StoppedAsync();
        await SendAsync(bot, 40);
        bot.Emulator.Faults.SliceDifferences(5);
        // Nobody takes updates yet, so the rest of the backlog has to wait.
        bot.Options.Updates.QueueCapacity = 4;

        await bot.RestartAsync();

        Assert.Equal(ConnectionState.CatchingUp, bot.Client.State);
        Assert.True(bot.Client.Status.IsUp);
        Assert.NotNull(bot.Client.CatchUp);
        Assert.Equal(bot.Bot.Id, (await bot.Client.GetMeAsync(bot.Patience)).Id);
        for (var i = 0; i < 40; i++)
            Assert.Equal($"{i}", (await bot.NextAsync<NewMessage>()).Message.Text);
        await UntilAsync(bot, () => bot.Client.State == ConnectionState.Connected);
        Assert.Null(bot.Client.CatchUp);
    }

    [Fact]
    public async Task CatchingUp_IsCountedByTheMetric_AndLogged()
    {
        const int own = 778;
        await using var bot = await StoppedAsync(new EmulatorOptions { DataCenter = own });
        await SendAsync(bot, 40);
        bot.Emulator.Faults.SliceDifferences(5);
        bot.Options.Updates.QueueCapacity = 4;
        var log = new LinesLog();
        using var loggers = LoggerFactory.Create(logging => logging.AddProvider(log));
        using var counts = new ConnectionCounts(own);

        await bot.RestartAsync(loggers);
        var whileCatchingUp = (counts.Of("CatchingUp"), counts.Of("Connected"));
        var logged = StatesOf(log);
        for (var i = 0; i < 40; i++)
            await bot.NextAsync<NewMessage>();
        await UntilAsync(bot, () => bot.Client.State == ConnectionState.Connected);
        var after = (counts.Of("CatchingUp"), counts.Of("Connected"));
        await bot.StopAsync();

        Assert.Equal((1, 0), whileCatchingUp);
        Assert.Equal((0, 1), after);
        Assert.All(counts.ByState, count => Assert.Equal(0, count.Value));
        Assert.Equal(["The client is Connecting", "The client is CatchingUp"], logged);
        Assert.Equal(["The client is Connecting", "The client is CatchingUp", "The client is Connected", "The client is Disconnected"], StatesOf(log));
    }

    [Fact]
    public async Task LongGap_InTheMiddleOfARun_IsCaughtUpToo()
    {
        await using var bot = await ListeningBot.StartAsync();
        var heard = new ConcurrentQueue<ConnectionState>();
        bot.Client.StatusChanged += (_, change) => heard.Enqueue(change.Status.State);
        bot.Emulator.Faults.SliceDifferences(5);
        bot.Emulator.Faults.DropUpdates(bot.Bot.Id, 19);

        await SendAsync(bot, 20);

        for (var i = 0; i < 20; i++)
            Assert.Equal($"{i}", (await bot.NextAsync<NewMessage>()).Message.Text);
        await UntilAsync(bot, () => heard.Count == 2);
        Assert.Equal([ConnectionState.CatchingUp, ConnectionState.Connected], heard);
    }

    [Fact]
    public async Task Skip_GoesOnWithWhatIsNew_AndReportsTheRest()
    {
        await using var bot = await StoppedAsync();
        await SendAsync(bot, 5);
        bot.Options.Updates.CatchUp = CatchUpMode.Skip;

        await bot.RestartAsync();
        await bot.SendAsync("new");

        var lost = Assert.IsType<UpdatesLost>(await bot.NextAsync<Update>());
        Assert.Equal((UpdateLossCause.Skipped, true), (lost.Cause, lost.ToPts >= lost.FromPts + 5));
        Assert.Equal("new", (await bot.NextAsync<NewMessage>()).Message.Text);
    }

    [Fact]
    public async Task Limited_DeliversTheNewest_AndReportsTheRest()
    {
        await using var bot = await StoppedAsync();
        await SendAsync(bot, 9);
        (bot.Options.Updates.CatchUp, bot.Options.Updates.CatchUpLimit) = (CatchUpMode.Limited, 2);

        await bot.RestartAsync();

        Assert.Equal(UpdateLossCause.Skipped, Assert.IsType<UpdatesLost>(await bot.NextAsync<Update>()).Cause);
        Assert.Equal("7", (await bot.NextAsync<NewMessage>()).Message.Text);
        Assert.Equal("8", (await bot.NextAsync<NewMessage>()).Message.Text);
    }

    [Fact]
    public async Task Limited_CountsInEachChannelToo()
    {
        await using var bot = await ListeningBot.StartAsync(new SessionOptions { Path = Path.Combine(_folder, "bot.session") });
        var group = bot.World.CreateSupergroup("Talk", bot.Person, bot.Bot);
        await SayAsync(bot, group, 0);
        Assert.Equal("/say 0", await NextSaidAsync(bot));
        // What is in hand when the bot stops comes again, so something has to follow it.
        await bot.SendAsync("last");
        await bot.NextAsync<NewMessage>();
        await bot.StopAsync();
        for (var i = 1; i < 10; i++)
            await SayAsync(bot, group, i);
        (bot.Options.Updates.CatchUp, bot.Options.Updates.CatchUpLimit) = (CatchUpMode.Limited, 2);

        await bot.RestartAsync();

        UpdatesLost lost;
        do
            lost = await bot.NextAsync<UpdatesLost>();
        while (lost.Channel is null);
        Assert.Equal(UpdateLossCause.Skipped, lost.Cause);
        Assert.Equal("/say 8", await NextSaidAsync(bot));
        Assert.Equal("/say 9", await NextSaidAsync(bot));
    }

    /// <summary>The next command in the group, whatever comes of the private chat meanwhile.</summary>
    private static async Task<string> NextSaidAsync(ListeningBot bot)
    {
        while (true)
        {
            if ((await bot.NextAsync<NewMessage>()).Message is { IsPrivate: false } message)
                return message.Text;
        }
    }

    private static Task SayAsync(ListeningBot bot, EmulatedChannel group, int number) => bot.World.SendTextAsync(bot.Person, group, $"/say {number}");

    private static async Task SendAsync(ListeningBot bot, int count)
    {
        for (var i = 0; i < count; i++)
            await bot.SendAsync($"{i}");
    }

    private static string[] StatesOf(LinesLog log) => [.. log.Lines.Where(line => line.StartsWith("The client is ", StringComparison.Ordinal))];

    private static async Task UntilAsync(ListeningBot bot, Func<bool> condition)
    {
        while (!condition())
        {
            bot.Patience.ThrowIfCancellationRequested();
            await Task.Yield();
        }
    }

    /// <summary>A bot that has run before and handled everything.</summary>
    private async Task<ListeningBot> StoppedAsync(EmulatorOptions? server = null)
    {
        var bot = await ListeningBot.StartAsync(new SessionOptions { Path = Path.Combine(_folder, "bot.session") }, server);
        await bot.StopAsync();
        return bot;
    }
}

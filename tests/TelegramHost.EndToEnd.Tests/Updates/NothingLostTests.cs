using TelegramHost.Client;
using TelegramHost.Client.Updates;

namespace TelegramHost.EndToEnd.Tests.Updates;

public sealed class NothingLostTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("telegramhost-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public async Task UpdateLostOnTheWay_IsFetchedAndDeliveredInOrder()
    {
        await using var bot = await ListeningBot.StartAsync();
        await bot.SendAsync("0");
        Assert.Equal("0", (await bot.NextAsync<NewMessage>()).Message.Text);
        var before = bot.CountOf("updates.getDifference");

        bot.Emulator.Faults.DropUpdates(bot.Bot.Id, 2);
        for (var i = 1; i <= 4; i++)
            await bot.SendAsync($"{i}");

        Assert.Equal(["1", "2", "3", "4"], await TextsAsync(bot, 4));
        Assert.True(bot.CountOf("updates.getDifference") > before);
    }

    [Fact]
    public async Task ConnectionsCutAgainAndAgain_LoseAndDoubleNothing()
    {
        await using var bot = await ListeningBot.StartAsync();

        for (var i = 0; i < 60; i++)
        {
            await bot.SendAsync($"{i}");
            if (i % 10 == 5)
                bot.Emulator.Faults.CutConnections();
            if (i % 20 == 15)
                bot.Emulator.Faults.ForgetSessions();
        }

        Assert.Equal(Enumerable.Range(0, 60).Select(i => $"{i}"), await TextsAsync(bot, 60));
    }

    [Fact]
    public async Task MessageRightAfterTheFirstStart_IsDelivered_ThoughTheLineBreaksAtOnce()
    {
        await using var bot = await ListeningBot.StartAsync();

        await bot.SendAsync("first");
        bot.Emulator.Faults.CutConnections();
        bot.Emulator.Faults.ForgetSessions();

        Assert.Equal("first", (await bot.NextAsync<NewMessage>()).Message.Text);
    }

    [Fact]
    public async Task MessagesWhileTheBotWasDown_AreDeliveredAtTheNextStart()
    {
        await using var bot = await ListeningBot.StartAsync(new SessionOptions { Path = Path.Combine(_folder, "bot.session") });
        await bot.SendAsync("handled");
        await bot.SendAsync("in hand");
        Assert.Equal(["handled", "in hand"], await TextsAsync(bot, 2));

        await bot.StopAsync();
        await bot.SendAsync("missed");
        await bot.RestartAsync();

        // What was still in hand at the end comes again; what was handled does not.
        var first = await bot.NextAsync<NewMessage>();
        var second = await bot.NextAsync<NewMessage>();
        Assert.Equal(("in hand", true), (first.Message.Text, first.MayBeRepeat));
        Assert.Equal(("missed", false), (second.Message.Text, second.MayBeRepeat));
        Assert.Equal(1, bot.CountOf("auth.importBotAuthorization"));
    }

    [Fact]
    public async Task StateStoredBeforeAnUpdateWentOut_SuspectsItAfterACrash_AndNothingNewer()
    {
        var file = Path.Combine(_folder, "bot.session");
        await using var bot = await ListeningBot.StartAsync(new SessionOptions { Path = file });
        await bot.SendAsync("seen");
        Assert.Equal(["seen"], await TextsAsync(bot, 1));
        // The file as a crash at this moment would leave it.
        var left = await File.ReadAllBytesAsync(file);
        await bot.StopAsync();

        await File.WriteAllBytesAsync(file, left);
        await bot.RestartAsync();
        var again = await bot.NextAsync<NewMessage>();
        await bot.SendAsync("new");
        var next = await bot.NextAsync<NewMessage>();

        Assert.Equal(("seen", true), (again.Message.Text, again.MayBeRepeat));
        Assert.Equal(("new", false), (next.Message.Text, next.MayBeRepeat));
    }

    private static async Task<List<string>> TextsAsync(ListeningBot bot, int count)
    {
        var texts = new List<string>();
        while (texts.Count < count)
            texts.Add((await bot.NextAsync<NewMessage>()).Message.Text);
        return texts;
    }
}

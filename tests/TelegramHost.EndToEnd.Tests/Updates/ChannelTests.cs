using TelegramHost.Client;
using TelegramHost.Client.Model;
using TelegramHost.Client.Updates;
using TelegramHost.Emulator;

namespace TelegramHost.EndToEnd.Tests.Updates;

/// <summary>Supergroups and channels over the wire: each has a pts of its own, and what is lost of one is fetched for it alone.</summary>
public sealed class ChannelTests
{
    private const string Fetch = "updates.getChannelDifference";

    [Fact]
    public async Task CommandInASupergroup_IsAnswered_AndWhatIsNotForTheBotMakesNoGap()
    {
        await using var bot = await ListeningBot.StartAsync();
        var group = bot.World.CreateSupergroup("Talk", bot.Person, bot.Bot);
        await bot.World.SendTextAsync(bot.Person, group, "nothing for bots");

        await bot.World.SendTextAsync(bot.Person, group, "/hello@some_bot");
        var message = await NextTextAsync(bot);
        var answer = await bot.Client.Messages.ReplyAsync(message, "hello", bot.Patience);

        Assert.Equal((ChatKind.Supergroup, "Talk", "Ada", "hello"), (message.Chat.Kind, message.Chat.Title, message.Sender!.FirstName, message.Command!.Name));
        Assert.Equal(answer.Id, bot.World.History(bot.Person, group)[^1].Id);
        Assert.Equal(0, bot.CountOf(Fetch));
    }

    [Fact]
    public async Task MessagesLostOfAChannel_AreFetched_InTheirOrder()
    {
        await using var bot = await ListeningBot.StartAsync();
        var group = bot.World.CreateSupergroup("Talk", bot.Person, bot.Bot);
        await SayAsync(bot, group, 0);
        Assert.Equal("/say 0", (await NextTextAsync(bot)).Text);

        bot.Emulator.Faults.DropUpdates(bot.Bot.Id, group, 2);
        bot.Emulator.Faults.SliceDifferences(1);
        for (var i = 1; i <= 4; i++)
            await SayAsync(bot, group, i);

        Assert.Equal(["/say 1", "/say 2", "/say 3", "/say 4"], await TextsAsync(bot, 4));
        Assert.True(bot.CountOf(Fetch) >= 2);
    }

    [Fact]
    public async Task DifferenceThatIsTooLong_IsGoneOnFromItsState()
    {
        await using var bot = await ListeningBot.StartAsync();
        var group = bot.World.CreateSupergroup("Talk", bot.Person, bot.Bot);
        await SayAsync(bot, group, 0);
        await NextTextAsync(bot);

        bot.Emulator.Faults.DropUpdates(bot.Bot.Id, group);
        bot.Emulator.Faults.MakeDifferenceTooLong(group);
        await SayAsync(bot, group, 1);
        var isFetched = TooLongAnswered(bot);
        await SayAsync(bot, group, 2);
        await isFetched;
        await SayAsync(bot, group, 3);

        // What the snapshot covers is not delivered; what comes after is.
        Assert.Equal("/say 3", (await NextTextAsync(bot)).Text);
    }

    [Fact]
    public async Task SlowDifferenceOfOneChannel_HoldsUpNoOther()
    {
        await using var bot = await ListeningBot.StartAsync();
        var slow = bot.World.CreateSupergroup("Slow", bot.Person, bot.Bot);
        var quick = bot.World.CreateSupergroup("Quick", bot.Person, bot.Bot);
        await SayAsync(bot, slow, 0);
        await NextTextAsync(bot);
        var release = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);

        bot.Emulator.Faults.Hold(Fetch, release.Task);
        bot.Emulator.Faults.DropUpdates(bot.Bot.Id, slow);
        var isAsked = Asked(bot, Fetch);
        await SayAsync(bot, slow, 1);
        await SayAsync(bot, slow, 2);
        await isAsked;
        await SayAsync(bot, quick, 3);
        await bot.SendAsync("4");

        Assert.Equal(["/say 3", "4"], (await TextsAsync(bot, 2)).Order(StringComparer.Ordinal).ToList());
        release.SetResult();
        Assert.Equal(["/say 1", "/say 2"], await TextsAsync(bot, 2));
    }

    [Fact]
    public async Task BotThatIsThrownOut_HearsNothingMore_AndMayNotWrite()
    {
        await using var bot = await ListeningBot.StartAsync();
        var group = bot.World.CreateSupergroup("Talk", bot.Person, bot.Bot);
        await SayAsync(bot, group, 0);
        var message = await NextTextAsync(bot);

        bot.World.SetBanned(bot.Person, group, bot.Bot);
        await SayAsync(bot, group, 1);
        await bot.SendAsync("private");

        Assert.Equal("private", (await NextTextAsync(bot)).Text);
        var refusal = await Assert.ThrowsAnyAsync<RpcException>(() => bot.Client.Messages.ReplyAsync(message, "still here", bot.Patience));
        Assert.Equal("CHANNEL_PRIVATE", refusal.Error);
    }

    [Fact]
    public async Task SeveralHundredChannels_LoseNothing_ThoughTheLineBreaks()
    {
        const int Channels = 300;
        await using var bot = await ListeningBot.StartAsync();
        var groups = Enumerable.Range(0, Channels).Select(i => bot.World.CreateSupergroup($"Talk {i}", bot.Person, bot.Bot)).ToList();
        foreach (var group in groups)
            await SayAsync(bot, group, 1);
        await TextsAsync(bot, Channels);

        bot.Emulator.Faults.CutConnections();
        foreach (var group in groups)
        {
            await SayAsync(bot, group, 2);
            await SayAsync(bot, group, 3);
        }

        var heard = new Dictionary<long, List<string>>();
        for (var i = 0; i < Channels * 2; i++)
        {
            var message = await NextTextAsync(bot);
            if (!heard.TryGetValue(message.Chat.Id.Id, out var texts))
                heard.Add(message.Chat.Id.Id, texts = []);
            texts.Add(message.Text);
        }

        Assert.Equal(Channels, heard.Count);
        Assert.All(heard.Values, texts => Assert.Equal(["/say 2", "/say 3"], texts));
    }

    private static Task SayAsync(ListeningBot bot, EmulatedChannel channel, int number) =>
        bot.World.SendTextAsync(bot.Person, channel, $"/say {number}", cancellationToken: bot.Patience);

    private static async Task<Message> NextTextAsync(ListeningBot bot)
    {
        while (true)
        {
            var message = (await bot.NextAsync<NewMessage>()).Message;
            if (!message.IsService)
                return message;
        }
    }

    private static async Task<List<string>> TextsAsync(ListeningBot bot, int count)
    {
        var texts = new List<string>();
        while (texts.Count < count)
            texts.Add((await NextTextAsync(bot)).Text);
        return texts;
    }

    private static Task Asked(ListeningBot bot, string method) =>
        Recorded(bot, record => record.Direction == Emulator.Inspection.WireDirection.Request && record.Name == method);

    private static Task TooLongAnswered(ListeningBot bot) =>
        Recorded(bot, record => record.Direction == Emulator.Inspection.WireDirection.Answer && record.Name == "updates.channelDifferenceTooLong");

    private static Task Recorded(ListeningBot bot, Func<Emulator.Inspection.WireRecord, bool> condition)
    {
        var seen = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        bot.Emulator.Wire.Recorded += record =>
        {
            if (condition(record))
                seen.TrySetResult();
        };
        return seen.Task.WaitAsync(bot.Patience);
    }
}

using System.Diagnostics;
using Polly;
using Polly.Retry;
using TelegramHost.Client;
using TelegramHost.Client.Updates;
using TelegramHost.Schema;

namespace TelegramHost.EndToEnd.Tests.Network;

/// <summary>A server that asks for patience.</summary>
public sealed class FloodWaitTests : IDisposable
{
    private readonly CancellationTokenSource _patience = new(TimeSpan.FromMinutes(2));

    private CancellationToken Patience => _patience.Token;

    public void Dispose() => _patience.Dispose();

    [Fact]
    public async Task ShortWait_IsSleptThrough()
    {
        await using var rig = new BotRig();
        await using var client = TelegramClient.Create(rig.Options());
        await client.ConnectAsync(Patience);
        var before = rig.CountOf("users.getUsers");
        rig.Emulator.Faults.AskToWait("users.getUsers", seconds: 1);
        var watch = Stopwatch.StartNew();

        var me = await client.GetMeAsync(Patience);

        Assert.Equal(rig.Bot.Id, me.Id);
        Assert.True(watch.Elapsed >= TimeSpan.FromSeconds(0.99), $"Called again after {watch.Elapsed}.");
        Assert.Equal(before + 2, rig.CountOf("users.getUsers"));
    }

    [Fact]
    public async Task WaitBeyondTheLimit_SurfacesAtOnce_AndIsNotAskedForAgain()
    {
        await using var rig = new BotRig();
        var options = rig.Options();
        options.Resilience.MaxFloodWait = TimeSpan.FromSeconds(10);
        await using var client = TelegramClient.Create(options);
        await client.ConnectAsync(Patience);
        var before = rig.CountOf("users.getUsers");
        rig.Emulator.Faults.AskToWait("users.getUsers", seconds: 300);

        var first = await Assert.ThrowsAsync<FloodWaitException>(() => client.GetMeAsync(Patience));
        var second = await Assert.ThrowsAsync<FloodWaitException>(() => client.GetMeAsync(Patience));

        Assert.Equal(("FLOOD_WAIT", TimeSpan.FromSeconds(300)), (first.Error, first.RetryAfter));
        Assert.InRange(second.RetryAfter, TimeSpan.FromSeconds(150), TimeSpan.FromSeconds(300));
        Assert.Equal(before + 1, rig.CountOf("users.getUsers"));
        // Other functions do not wait.
        Assert.Equal(rig.Emulator.DataCenter, (await client.InvokeAsync(new HelpGetConfigRequest(), Patience)).ThisDc);
    }

    [Fact]
    public async Task CallersDuringAWait_WaitWithoutAsking_AndHoldNobodyElseUp()
    {
        await using var rig = new BotRig();
        await using var client = TelegramClient.Create(rig.Options());
        await client.ConnectAsync(Patience);
        var before = rig.CountOf("users.getUsers");
        rig.Emulator.Faults.AskToWait("users.getUsers", seconds: 3);
        var watch = Stopwatch.StartNew();
        var wait = await Assert.ThrowsAsync<FloodWaitException>(() => client.InvokeAsync(GetMe(), InvokeOptions.DontWait, Patience));

        var waiting = Enumerable.Range(0, 100).Select(_ => client.GetMeAsync(Patience)).ToList();
        var others = await Task.WhenAll(Enumerable.Range(0, 100).Select(_ => client.InvokeAsync(new HelpGetConfigRequest(), Patience)));
        var hadAsked = rig.CountOf("users.getUsers") - before;
        var othersTook = watch.Elapsed;
        var all = await Task.WhenAll(waiting);

        Assert.Equal(TimeSpan.FromSeconds(3), wait.RetryAfter);
        Assert.All(others, config => Assert.Equal(rig.Emulator.DataCenter, config.ThisDc));
        // On a machine that stood still for so long the wait was over before the others were through.
        if (othersTook < TimeSpan.FromSeconds(2.5))
            Assert.Equal(1, hadAsked);
        Assert.All(all, me => Assert.Equal(rig.Bot.Id, me.Id));
        Assert.True(watch.Elapsed >= TimeSpan.FromSeconds(2.5), $"Called again after {watch.Elapsed}.");
        Assert.Equal(before + 101, rig.CountOf("users.getUsers"));
    }

    [Fact]
    public async Task CallersInFlight_WhoAreAllAskedToWait_AllSucceedInTheEnd()
    {
        await using var rig = new BotRig();
        var options = rig.Options();
        options.Resilience.MaxFloodWaits = 50;
        await using var client = TelegramClient.Create(options);
        await client.ConnectAsync(Patience);
        rig.Emulator.Faults.AskToWait("users.getUsers", seconds: 1, count: 20);

        var all = await Task.WhenAll(Enumerable.Range(0, 200).Select(_ => client.GetMeAsync(Patience)));

        Assert.All(all, me => Assert.Equal(rig.Bot.Id, me.Id));
    }

    [Fact]
    public async Task CallWithALimitOfItsOwn_EndsByThat()
    {
        await using var rig = new BotRig();
        await using var client = TelegramClient.Create(rig.Options());
        await client.ConnectAsync(Patience);
        rig.Emulator.Faults.AskToWait("users.getUsers", seconds: 30);

        var wait = await Assert.ThrowsAsync<FloodWaitException>(
            () => client.InvokeAsync(GetMe(), new InvokeOptions { TotalTimeout = TimeSpan.FromSeconds(20) }, Patience));

        Assert.Equal(30, wait.Argument);
    }

    [Fact]
    public async Task Preset_AndStrategiesOfTheApplication_WorkOverTheWire()
    {
        await using var rig = new BotRig();
        var options = rig.Options();
        options.Resilience.Preset = ResiliencePreset.NoRetries;
        var repeated = 0;
        options.Resilience.AddStrategies(TelegramPipeline.Rpc, pipeline => pipeline.AddRetry(new RetryStrategyOptions
        {
            Delay = TimeSpan.FromSeconds(1.05),
            MaxRetryAttempts = 5,
            ShouldHandle = new PredicateBuilder().Handle<FloodWaitException>(),
            OnRetry = _ =>
            {
                repeated++;
                return default;
            },
        }));
        await using var client = TelegramClient.Create(options);
        await client.ConnectAsync(Patience);
        rig.Emulator.Faults.AskToWait("users.getUsers", seconds: 1);

        var me = await client.GetMeAsync(Patience);

        Assert.Equal(rig.Bot.Id, me.Id);
        Assert.Equal(1, repeated);
    }

    [Fact]
    public async Task SendLimits_HoldMessagesBack_ButNoOtherCalls()
    {
        await using var rig = new BotRig();
        var options = rig.Options();
        options.Resilience.SendLimits.Enabled = true;
        await using var client = TelegramClient.Create(options);
        await client.ConnectAsync(Patience);
        await rig.Emulator.World.SendTextAsync(rig.Person, rig.Bot, "/start", cancellationToken: Patience);
        await foreach (var update in client.Updates.WithCancellation(Patience))
        {
            var chat = Assert.IsType<NewMessage>(update).Message.Chat;
            var watch = Stopwatch.StartNew();
            var sending = Task.WhenAll(Enumerable.Range(0, 3).Select(i => client.Messages.SendTextAsync(chat, new($"{i}"), Patience)));
            await Task.WhenAll(Enumerable.Range(0, 50).Select(_ => client.GetMeAsync(Patience)));
            await sending;

            Assert.True(watch.Elapsed >= TimeSpan.FromSeconds(1.9), $"Three messages within {watch.Elapsed}.");
            Assert.Equal(3, rig.CountOf("messages.sendMessage"));
            break;
        }
    }

    [Fact]
    public async Task SendLimits_CountEveryForwardedMessage_AndHoldNoCallBackThatDoesNotWait()
    {
        await using var rig = new BotRig();
        var options = rig.Options();
        options.Resilience.SendLimits.Enabled = true;
        await using var client = TelegramClient.Create(options);
        await client.ConnectAsync(Patience);
        await rig.Emulator.World.SendTextAsync(rig.Person, rig.Bot, "/start", cancellationToken: Patience);
        var peer = new InputPeerUser { UserId = rig.Person.Id, AccessHash = rig.Emulator.World.Roster.AccessHash(rig.Bot.Account, rig.Person) };
        var id = rig.Emulator.World.History(rig.Bot, rig.Person).Single().Id;
        int[] ids = [.. Enumerable.Repeat(id, 20)];

        await client.InvokeAsync(
            new MessagesForwardMessagesRequest { FromPeer = peer, ToPeer = peer, Id = ids, RandomId = [.. ids.Select((_, i) => i + 1L)] }, InvokeOptions.DontWait, Patience);
        var wait = await Assert.ThrowsAsync<FloodWaitException>(() => client.InvokeAsync(
            new MessagesSendMessageRequest { Peer = peer, Message = "too soon", RandomId = 21 }, InvokeOptions.DontWait, Patience));

        Assert.InRange(wait.RetryAfter, TimeSpan.FromSeconds(2), TimeSpan.FromSeconds(20));
        Assert.Contains("Telegram:Resilience:SendLimits", wait.Message, StringComparison.Ordinal);
        Assert.Equal(0, rig.CountOf("messages.sendMessage"));
    }

    private static UsersGetUsersRequest GetMe() => new() { Id = [new InputUserSelf()] };
}

using System.Diagnostics;
using TelegramHost.Client;
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
}

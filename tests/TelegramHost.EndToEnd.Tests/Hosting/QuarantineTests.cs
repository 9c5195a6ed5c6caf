using Microsoft.Extensions.DependencyInjection;
using TelegramHost.Client;
using TelegramHost.Contexts;
using TelegramHost.Dispatch;
using TelegramHost.Hosting;

namespace TelegramHost.EndToEnd.Tests.Hosting;

public sealed class QuarantineTests
{
    [Fact]
    public async Task An_update_whose_handler_failed_is_kept_and_handled_again_when_asked_to()
    {
        var isBroken = true;
        await using var stage = await Stage.StartAsync(services =>
        {
            services.PostConfigureAll<TelegramOptions>(options => options.Dispatch.OnFailure = FailurePolicy.Quarantine);
            services.AddTelegramClient().Use((context, next) =>
                isBroken && context is MessageContext { Text: "pay" } ? throw new InvalidOperationException("the till is locked") : next(context));
        });
        var quarantine = stage.Host.Services.GetRequiredService<ITelegramClient>().Quarantine;

        await stage.SendAsync("pay");
        var apology = await stage.NextAsync();
        await stage.SendAsync("hello");
        var echo = await stage.NextAsync();

        // The next update of a chat begins when the one before is kept.
        var kept = Assert.Single(await quarantine.ListAsync());
        Assert.Equal(("NewMessage", "System.InvalidOperationException", "the till is locked", 1), (kept.UpdateType, kept.ExceptionType, kept.ExceptionMessage, kept.Failures));
        Assert.StartsWith("Something went wrong", apology.Text, StringComparison.Ordinal);
        Assert.Equal("hello", echo.Text);
        Assert.False(await quarantine.RedeliverAsync(kept.Id));
        Assert.Equal(2, Assert.Single(await quarantine.ListAsync()).Failures);
        await stage.NextAsync();
        isBroken = false;
        Assert.True(await quarantine.RedeliverAsync(kept.Id));
        Assert.Equal("pay", (await stage.NextAsync()).Text);
        Assert.Empty(await quarantine.ListAsync());
    }
}

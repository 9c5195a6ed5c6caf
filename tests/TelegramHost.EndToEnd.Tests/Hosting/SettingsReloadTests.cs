using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using TelegramHost.Client;
using TelegramHost.Schema;

namespace TelegramHost.EndToEnd.Tests.Hosting;

/// <summary>Settings that change while a bot runs.</summary>
public sealed class SettingsReloadTests
{
    [Fact]
    public async Task Resilience_that_changes_in_the_configuration_holds_without_a_restart()
    {
        await using var stage = await Stage.StartAsync();
        var client = stage.Host.Services.GetRequiredService<ITelegramClient>();
        stage.Emulator.Faults.Refuse("users.getUsers", 500, "RPC_CALL_FAIL");
        await client.GetMeAsync();

        Change(stage, "Telegram:Resilience:Preset", "NoRetries");
        stage.Emulator.Faults.Refuse("users.getUsers", 500, "RPC_CALL_FAIL");

        await Assert.ThrowsAsync<RpcException>(() => client.GetMeAsync());
        Assert.Equal(stage.Bot.Id, (await client.GetMeAsync()).Id);
    }

    [Fact]
    public async Task A_change_for_the_worse_is_refused_and_the_bot_goes_on()
    {
        await using var stage = await Stage.StartAsync();
        var client = stage.Host.Services.GetRequiredService<ITelegramClient>();

        // The options system tells whoever changed the configuration as well.
        var told = Assert.ThrowsAny<Exception>(() => Change(stage, "Telegram:Resilience:MaxRetries", "-1"));
        stage.Emulator.Faults.Refuse("users.getUsers", 500, "RPC_CALL_FAIL");

        Assert.Equal(stage.Bot.Id, (await client.GetMeAsync()).Id);
        Assert.Contains("Telegram:Resilience:MaxRetries", told.ToString(), StringComparison.Ordinal);
        Assert.Contains(stage.Log.Lines, line => line.Contains("Telegram:Resilience:MaxRetries is -1", StringComparison.Ordinal));
    }

    private static void Change(Stage stage, string key, string value)
    {
        var configuration = (IConfigurationRoot)stage.Host.Services.GetRequiredService<IConfiguration>();
        configuration[key] = value;
        configuration.Reload();
    }
}

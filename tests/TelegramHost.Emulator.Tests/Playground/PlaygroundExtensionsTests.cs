using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using TelegramHost.Playground;

namespace TelegramHost.Emulator.Tests.Playground;

/// <summary>When a bot gets a Telegram of its own, and when it must not.</summary>
public sealed class PlaygroundExtensionsTests
{
    [Fact]
    public void In_development_and_without_credentials_the_settings_lead_to_a_telegram_in_this_process()
    {
        var builder = Builder("Development");

        builder.AddTelegramPlayground();

        Assert.StartsWith("127.0.0.1:", builder.Configuration["Telegram:Connection:Endpoint"]);
        Assert.Contains("PUBLIC KEY", builder.Configuration["Telegram:Connection:PublicKeys:0"]);
        Assert.NotEmpty(builder.Configuration["Telegram:BotToken"]!);
        Assert.Equal("Memory", builder.Configuration["Telegram:Session:Store"]);
        using var services = builder.Services.BuildServiceProvider();
        Assert.Single(services.GetServices<IHostedService>(), service => service is PlaygroundService);
    }

    [Theory]
    [InlineData("Production", null, null)]
    [InlineData("Staging", null, null)]
    [InlineData("Development", "Telegram:BotToken", "1:a")]
    [InlineData("Development", "Telegram:PhoneNumber", "+10000000001")]
    public void Elsewhere_or_with_credentials_nothing_is_added_and_no_setting_is_touched(string environment, string? setting, string? value)
    {
        var builder = Builder(environment);
        if (setting is not null)
            builder.Configuration[setting] = value;
        var services = builder.Services.Count;

        builder.AddTelegramPlayground(_ => Assert.Fail("Nothing is to be configured."));

        Assert.Equal(services, builder.Services.Count);
        Assert.Null(builder.Configuration["Telegram:Connection:Endpoint"]);
        Assert.Null(builder.Configuration["Telegram:Connection:PublicKeys:0"]);
    }

    private static HostApplicationBuilder Builder(string environment) =>
        Host.CreateEmptyApplicationBuilder(new HostApplicationBuilderSettings { EnvironmentName = environment, ApplicationName = "EchoBot" });
}

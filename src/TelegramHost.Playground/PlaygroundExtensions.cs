using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace TelegramHost.Playground;

/// <summary>Puts a Telegram with a web page beside a bot that has no credentials yet.</summary>
public static class PlaygroundExtensions
{
    /// <summary>
    /// In Development, and only when neither <c>Telegram:BotToken</c> nor <c>Telegram:PhoneNumber</c> is set: starts an emulated
    /// Telegram in this process, points the settings at it, and serves a page to chat with the bot. Otherwise does nothing.
    /// </summary>
    /// <param name="builder">The application; call this before the Telegram client is added.</param>
    /// <param name="configure">Changes the defaults.</param>
    /// <returns>The same builder.</returns>
    public static IHostApplicationBuilder AddTelegramPlayground(this IHostApplicationBuilder builder, Action<PlaygroundOptions>? configure = null)
    {
        ArgumentNullException.ThrowIfNull(builder);
        var hasCredentials = !string.IsNullOrWhiteSpace(builder.Configuration["Telegram:BotToken"])
            || !string.IsNullOrWhiteSpace(builder.Configuration["Telegram:PhoneNumber"]);
        if (!builder.Environment.IsDevelopment() || hasCredentials)
            return builder;

        var options = new PlaygroundOptions();
        configure?.Invoke(options);
        var stage = PlaygroundStage.Build(options, builder.Environment.ApplicationName);
        builder.Configuration.AddInMemoryCollection(stage.ClientSettings());
        builder.Services.AddSingleton(stage);
        builder.Services.AddSingleton<IHostedService>(services => new PlaygroundService(stage, options, services.GetRequiredService<ILoggerFactory>()));
        return builder;
    }
}

using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using TelegramHost.Client;
using TelegramHost.Client.Areas;
using TelegramHost.Dispatch;
using TelegramHost.Hosting;

namespace Microsoft.Extensions.DependencyInjection;

/// <summary>Adds Telegram clients to an application.</summary>
public static class TelegramServiceCollectionExtensions
{
    /// <summary>Adds the client that section <c>Telegram</c> describes, as <see cref="ITelegramClient"/>, and runs it with the host.</summary>
    /// <param name="services">The application's services.</param>
    /// <param name="configure">Changes options in code; what is set here wins over the configuration.</param>
    /// <remarks>May be called twice: the second call continues the first. Wrong options stop the host's start.</remarks>
    public static ITelegramClientBuilder AddTelegramClient(this IServiceCollection services, Action<TelegramOptions>? configure = null)
        => Add(services, Options.Options.DefaultName, configure);

    /// <summary>Adds the client that section <c>Telegram:Clients:{name}</c> describes, as a keyed <see cref="ITelegramClient"/>.</summary>
    /// <param name="services">The application's services.</param>
    /// <param name="name">The client's name: its key among the services and its section in the configuration.</param>
    /// <param name="configure">Changes options in code; what is set here wins over the configuration.</param>
    public static ITelegramClientBuilder AddTelegramClient(this IServiceCollection services, string name, Action<TelegramOptions>? configure = null)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(name);
        return Add(services, name, configure);
    }

    private static TelegramClientBuilder Add(IServiceCollection services, string name, Action<TelegramOptions>? configure)
    {
        ArgumentNullException.ThrowIfNull(services);
        var registration = new TelegramClientRegistration(name);
        if (!services.Any(service => !service.IsKeyedService && registration.Equals(service.ImplementationInstance)))
        {
            services.AddSingleton(registration);
            AddOptions(services, name);
            AddClient(services, name);
        }

        var builder = new TelegramClientBuilder(name, services);
        if (configure is not null)
            builder.Configure(configure);
        return builder;
    }

    private static void AddOptions(IServiceCollection services, string name)
    {
        services.AddOptionsWithValidateOnStart<TelegramOptions>(name).BindConfiguration(TelegramClientName.Section(name));
        // Clients that share a store are told apart by their names.
        if (name != Options.Options.DefaultName)
            services.PostConfigure<TelegramOptions>(name, options => options.Session.Key ??= name);
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IValidateOptions<TelegramOptions>, TelegramOptionsValidator>());
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IValidateOptions<TelegramOptions>, RouteValidator>());
    }

    private static void AddClient(IServiceCollection services, string name)
    {
        services.TryAddSingleton<StartReport>();
        services.TryAddScoped<ICommandResultHandler, PoliteResultHandler>();
        services.AddKeyedSingleton<ITelegramClient>(name, (provider, _) => TelegramClient.Create(
            provider.GetRequiredService<IOptionsMonitor<TelegramOptions>>().Get(name),
            provider.GetService<ILoggerFactory>(),
            provider.GetService<TimeProvider>(),
            provider.GetKeyedService<ITelegramAuthenticator>(name)));
        services.AddKeyedSingleton<IUpdateSource>(name, (provider, _) => new ClientUpdateSource(provider.GetRequiredKeyedService<ITelegramClient>(name)));
        if (name == Options.Options.DefaultName)
            services.AddSingleton(provider => provider.GetRequiredKeyedService<ITelegramClient>(name));

        // AddHostedService<T> adds a type once, and two clients would silently be one; a factory each keeps them apart.
        services.AddSingleton<IHostedService>(provider => new TelegramBotService(
            name,
            provider,
            provider.GetRequiredService<IHostApplicationLifetime>(),
            provider.GetRequiredService<ILoggerFactory>()));
    }
}

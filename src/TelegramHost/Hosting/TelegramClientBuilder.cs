using Microsoft.Extensions.DependencyInjection;
using TelegramHost.Client;
using TelegramHost.Dispatch;
using TelegramHost.Routing;

namespace TelegramHost.Hosting;

internal sealed class TelegramClientBuilder(string name, IServiceCollection services) : ITelegramClientBuilder
{
    public string Name { get; } = name;

    public IServiceCollection Services { get; } = services;

    public ITelegramClientBuilder Configure(Action<TelegramOptions> configure)
    {
        ArgumentNullException.ThrowIfNull(configure);
        Services.Configure(Name, configure);
        return this;
    }

    public void ConfigureClient(Action<TelegramClientOptions> configure)
    {
        ArgumentNullException.ThrowIfNull(configure);
        Configure(configure);
    }

    public ITelegramClientBuilder AddRoutes(params IEnumerable<Route> routes)
    {
        ArgumentNullException.ThrowIfNull(routes);
        Route[] added = [.. routes];
        Services.Configure<BotPipeline>(Name, pipeline => pipeline.Add(added));
        return this;
    }
}

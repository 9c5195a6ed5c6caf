using Microsoft.Extensions.DependencyInjection;
using TelegramHost.Client;
using TelegramHost.Routing;

namespace TelegramHost.Hosting;

/// <summary>What is still to be said about a client that was added to the services. All of it is said before the host is built.</summary>
public interface ITelegramClientBuilder : IClientOptionsBuilder
{
    /// <summary>The client's name; empty for the one that has none.</summary>
    string Name { get; }

    /// <summary>The services that the client belongs to.</summary>
    IServiceCollection Services { get; }

    /// <summary>Changes options in code, after the configuration was read: what is set here wins.</summary>
    ITelegramClientBuilder Configure(Action<TelegramOptions> configure);

    /// <summary>Adds routes. The same route (as an object) is added once, however often it is given.</summary>
    ITelegramClientBuilder AddRoutes(params IEnumerable<Route> routes);
}

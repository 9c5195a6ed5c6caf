using TelegramHost.Routing;

namespace TelegramHost.Dispatch;

/// <summary>What the builder of a client collects: routes and middleware, as named options of that client.</summary>
internal sealed class BotPipeline
{
    private readonly List<Route> _routes = [];
    private readonly HashSet<Route> _known = [];

    public IReadOnlyList<Route> Routes => _routes;

    public List<MiddlewareChain.Link> Middleware { get; } = [];

    public void Add(IEnumerable<Route> routes)
    {
        foreach (var route in routes)
        {
            if (_known.Add(route))
                _routes.Add(route);
        }
    }
}

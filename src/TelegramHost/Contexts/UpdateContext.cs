using TelegramHost.Client;
using TelegramHost.Client.Updates;

namespace TelegramHost.Contexts;

/// <summary>One update on its way through middleware to a handler, with what they need to answer it.</summary>
/// <remarks>Belongs to one update and one DI scope, which end with the handler; nothing of it should be kept.</remarks>
public class UpdateContext
{
    private Dictionary<object, object?>? _items;

    /// <summary>A context; made by the dispatcher, and by tests of handlers.</summary>
    public UpdateContext(Update update, ITelegramClient client, IServiceProvider services, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(update);
        ArgumentNullException.ThrowIfNull(client);
        ArgumentNullException.ThrowIfNull(services);
        Update = update;
        Client = client;
        Services = services;
        CancellationToken = cancellationToken;
    }

    /// <summary>What happened.</summary>
    public Update Update { get; }

    /// <summary>The client that the update came to.</summary>
    public ITelegramClient Client { get; }

    /// <summary>The services of this update's scope.</summary>
    public IServiceProvider Services { get; }

    /// <summary>Cancelled when the handler's time is over, or when the host stops and won't wait any longer.</summary>
    public CancellationToken CancellationToken { get; internal set; }

    /// <summary>What middleware and handlers of this update leave for each other.</summary>
    public IDictionary<object, object?> Items => _items ??= [];

    /// <summary>The values that the route's pattern found, in the order of the pattern.</summary>
    public IReadOnlyList<string> Captures { get; internal set; } = [];

    /// <summary>Who is at it, for the log.</summary>
    internal string HandlerName { get; set; } = "Middleware";
}

using System.Threading.Channels;
using Microsoft.Extensions.DependencyInjection;
using TelegramHost.Client.Updates;
using TelegramHost.Contexts;
using TelegramHost.Dispatch;
using TelegramHost.Routing;

namespace TelegramHost.Tests.Fakes;

/// <summary>A dispatcher with routes, on a manual clock, fed by hand.</summary>
internal sealed class DispatchBench : IAsyncDisposable
{
    private readonly Channel<UpdateDelivery> _updates = Channel.CreateUnbounded<UpdateDelivery>();
    private readonly CancellationTokenSource _stop = new();
    private readonly List<MiddlewareChain.Link> _middleware = [];
    private readonly List<Route> _routes = [];
    private ServiceProvider? _provider;

    public DispatchOptions Options { get; } = new();

    public ManualTime Time { get; } = new();

    public FakeClient Client { get; } = new();

    public TestLog Log { get; } = new();

    public ServiceCollection Services { get; } = [];

    public Task Running { get; private set; } = Task.CompletedTask;

    public int WaitingUpdates => _updates.Reader.Count;

    public void OnCommand(string name, Func<CommandContext, Task> handler)
        => _routes.Add(Route.ForCommand([name], name, context => HandlerCall.From(handler((CommandContext)context))));

    public void OnMessage(Func<MessageContext, Task> handler)
        => _routes.Add(Route.ForMessage("any message", context => HandlerCall.From(handler((MessageContext)context))));

    public void OnCallback(Func<CallbackContext, Task> handler)
        => _routes.Add(Route.ForCallback(null, "any callback", context => HandlerCall.From(handler((CallbackContext)context))));

    public void Add(Route route) => _routes.Add(route);

    public void Use(Func<UpdateContext, UpdateHandler, ValueTask<HandlerResult>> middleware) => _middleware.Add(MiddlewareChain.Of(middleware));

    public void Use<TMiddleware>()
        where TMiddleware : class, IUpdateMiddleware
        => _middleware.Add(MiddlewareChain.Of<TMiddleware>());

    /// <summary>Keeps failed updates.</summary>
    public KeepFailedUpdate? Keep { get; set; }

    public DispatchBench Start()
    {
        Services.AddScoped<ICommandResultHandler, PoliteResultHandler>();
        _provider = Services.BuildServiceProvider(validateScopes: true);
        var pipeline = MiddlewareChain.Build(_middleware, new UpdateRouter(new RouteTable(_routes), Log).RouteAsync);
        var dispatcher = new UpdateDispatcher(Client, pipeline, _provider.GetRequiredService<IServiceScopeFactory>(), Options, Time, Log, Keep);
        Running = dispatcher.RunAsync(_updates.Reader, _stop.Token);
        return this;
    }

    /// <summary>Gives an update to the dispatcher; the task ends when it counts as done.</summary>
    public Task Send(Update update)
    {
        var done = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        Assert.True(_updates.Writer.TryWrite(new UpdateDelivery(update, done.SetResult)));
        return done.Task;
    }

    public void NoMoreUpdates() => _updates.Writer.Complete();

    public Task StopAsync()
    {
        _stop.Cancel();
        return Running;
    }

    public async ValueTask DisposeAsync()
    {
        _stop.Cancel();
        if (Running.IsCompleted && _provider is not null)
            await _provider.DisposeAsync();
        _stop.Dispose();
        Log.Dispose();
    }
}

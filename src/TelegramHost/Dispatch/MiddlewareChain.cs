using Microsoft.Extensions.DependencyInjection;
using TelegramHost.Contexts;
using TelegramHost.Routing;

namespace TelegramHost.Dispatch;

/// <summary>Puts middleware around the routing of updates: the first that was added is the outermost.</summary>
internal static class MiddlewareChain
{
    /// <summary>Middleware as a function of what comes behind it.</summary>
    public delegate UpdateHandler Link(UpdateHandler next);

    public static UpdateHandler Build(IReadOnlyList<Link> links, UpdateHandler handler)
    {
        var chain = handler;
        for (var index = links.Count - 1; index >= 0; index--)
            chain = links[index](chain);
        return chain;
    }

    public static Link Of<TMiddleware>()
        where TMiddleware : class, IUpdateMiddleware
        => next => context => context.Services.GetRequiredService<TMiddleware>().InvokeAsync(context, next);

    public static Link Of(Func<UpdateContext, UpdateHandler, ValueTask<HandlerResult>> middleware)
        => next => context => middleware(context, next);
}

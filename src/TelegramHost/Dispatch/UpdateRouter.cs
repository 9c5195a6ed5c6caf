using Microsoft.Extensions.Logging;
using TelegramHost.Contexts;
using TelegramHost.Routing;

namespace TelegramHost.Dispatch;

/// <summary>The end of the middleware chain: asks the handlers that fit, one after the other, until one doesn't pass.</summary>
internal sealed class UpdateRouter(RouteTable table, ILogger logger)
{
    public async ValueTask<HandlerResult> RouteAsync(UpdateContext context)
    {
        var cursor = default(RouteCursor);
        while (table.Next(context, ref cursor) is { } route)
        {
            context.HandlerName = route.HandlerName;
            DispatchLog.Routed(logger, context.Update.GetType().Name, route.HandlerName);
            var result = await route.Handler(context).ConfigureAwait(false);
            if (result.Outcome != HandlerOutcome.Next)
                return result;
            context.Captures = [];
        }

        DispatchLog.NoRoute(logger, context.Update.GetType().Name);
        return HandlerResult.NotFound;
    }
}

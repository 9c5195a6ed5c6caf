using TelegramHost.Contexts;

namespace TelegramHost.Routing;

/// <summary>Binds the arguments of a handler from a context and calls it.</summary>
/// <param name="context">The update's context, of the kind that the route asks for.</param>
public delegate ValueTask<HandlerResult> RouteHandler(UpdateContext context);

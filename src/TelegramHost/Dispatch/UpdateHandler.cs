using TelegramHost.Contexts;
using TelegramHost.Routing;

namespace TelegramHost.Dispatch;

/// <summary>The rest of the way of an update: the next middleware, or the handler at the end.</summary>
/// <param name="context">The update's context.</param>
public delegate ValueTask<HandlerResult> UpdateHandler(UpdateContext context);

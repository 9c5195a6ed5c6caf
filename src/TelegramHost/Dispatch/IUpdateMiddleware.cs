using TelegramHost.Contexts;
using TelegramHost.Routing;

namespace TelegramHost.Dispatch;

/// <summary>Something that stands around every handler of a client: it sees each update before it and each result after it.</summary>
/// <remarks>Resolved from the update's scope, so it MAY ask for scoped services. It MAY keep an update from the handler by not calling <c>next</c>.</remarks>
public interface IUpdateMiddleware
{
    /// <summary>Handles an update, usually by calling <paramref name="next"/>.</summary>
    ValueTask<HandlerResult> InvokeAsync(UpdateContext context, UpdateHandler next);
}

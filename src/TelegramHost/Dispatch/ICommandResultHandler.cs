using TelegramHost.Contexts;
using TelegramHost.Routing;

namespace TelegramHost.Dispatch;

/// <summary>Decides what a user is told when no handler could do its work: unknown command, wrong argument, refusal, fault, time-out.</summary>
/// <remarks>Resolved from the update's scope. Register one of your own to change words or language; it MUST NOT show exception text to users.</remarks>
public interface ICommandResultHandler
{
    /// <summary>Tells the user, or keeps silent. Called for every outcome from <see cref="HandlerOutcome.Rejected"/> on.</summary>
    Task HandleAsync(UpdateContext context, HandlerResult result);
}

using System.ComponentModel;
using TelegramHost.Client.Model;

namespace TelegramHost.Routing;

/// <summary>Turns what a handler method returns into the answer that the dispatcher waits for. Written for generated code.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public static class HandlerCall
{
    /// <summary>A method that answers by itself.</summary>
    public static ValueTask<HandlerResult> From(HandlerResult result) => new(result);

    /// <summary>A text to reply with; null replies nothing.</summary>
    public static ValueTask<HandlerResult> From(string? text) => new(Result(text));

    /// <summary>A message to reply with; null replies nothing.</summary>
    public static ValueTask<HandlerResult> From(OutgoingMessage? message) => new(Result(message));

    /// <summary>A method that returns nothing, some time later.</summary>
    public static ValueTask<HandlerResult> From(Task task)
    {
        return task.IsCompletedSuccessfully ? default : Wait(task);

        static async ValueTask<HandlerResult> Wait(Task task)
        {
            await task.ConfigureAwait(false);
            return HandlerResult.Handled;
        }
    }

    /// <summary>A method that returns nothing, some time later.</summary>
    public static ValueTask<HandlerResult> From(ValueTask task)
    {
        return task.IsCompletedSuccessfully ? default : Wait(task);

        static async ValueTask<HandlerResult> Wait(ValueTask task)
        {
            await task.ConfigureAwait(false);
            return HandlerResult.Handled;
        }
    }

    /// <summary>A text to reply with, some time later.</summary>
    public static async ValueTask<HandlerResult> From(Task<string?> task) => Result(await task.ConfigureAwait(false));

    /// <summary>A text to reply with, some time later.</summary>
    public static async ValueTask<HandlerResult> From(ValueTask<string?> task) => Result(await task.ConfigureAwait(false));

    /// <summary>A message to reply with, some time later.</summary>
    public static async ValueTask<HandlerResult> From(Task<OutgoingMessage?> task) => Result(await task.ConfigureAwait(false));

    /// <summary>A message to reply with, some time later.</summary>
    public static async ValueTask<HandlerResult> From(ValueTask<OutgoingMessage?> task) => Result(await task.ConfigureAwait(false));

    /// <summary>A method that answers by itself, some time later.</summary>
    public static ValueTask<HandlerResult> From(Task<HandlerResult> task) => new(task);

    /// <summary>A method that answers by itself, some time later.</summary>
    public static ValueTask<HandlerResult> From(ValueTask<HandlerResult> task) => task;

    private static HandlerResult Result(string? text) => string.IsNullOrEmpty(text) ? HandlerResult.Handled : HandlerResult.Reply(text);

    private static HandlerResult Result(OutgoingMessage? message) => message is null ? HandlerResult.Handled : HandlerResult.Reply(message);
}

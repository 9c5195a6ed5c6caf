using TelegramHost.Contexts;
using TelegramHost.Routing;

namespace TelegramHost.Dispatch;

/// <summary>The built-in words: short, in English, and never with anything of an exception in them.</summary>
internal sealed class PoliteResultHandler : ICommandResultHandler
{
    private const int LongestEcho = 64;

    public Task HandleAsync(UpdateContext context, HandlerResult result)
    {
        var text = Words(context, result);
        return (context, text) switch
        {
            (_, null) => Task.CompletedTask,
            (CallbackContext { IsAnswered: false } callback, _) => callback.AnswerAsync(text),
            (MessageContext { IsNewAndIncoming: true } message, _) => message.ReplyAsync(text),
            _ => Task.CompletedTask,
        };
    }

    private static string? Words(UpdateContext context, HandlerResult result) => result.Outcome switch
    {
        HandlerOutcome.Rejected => result.Text,
        HandlerOutcome.MissingArgument => $"Something is missing: {result.Argument}.",
        HandlerOutcome.ParseFailed => $"I can't read \"{Shortened(result.Text)}\" as {result.Argument}.",
        HandlerOutcome.Faulted => "Something went wrong here. Please try again later.",
        HandlerOutcome.TimedOut => "This took too long. Please try again later.",

        // In groups an unknown command is most likely meant for another bot.
        HandlerOutcome.NotFound when context is CommandContext { Chat.IsPrivate: true } => "I don't know this command.",
        _ => null,
    };

    private static string Shortened(string? text) => text is { Length: > LongestEcho } ? string.Concat(text.AsSpan(0, LongestEcho), "…") : text ?? "";
}

using TelegramHost.Client.Model;

namespace TelegramHost.Routing;

/// <summary>What a handler answers to the framework. Handlers that return nothing answer <see cref="Handled"/>.</summary>
public readonly record struct HandlerResult
{
    private HandlerResult(HandlerOutcome outcome) => Outcome = outcome;

    /// <summary>How it ended.</summary>
    public HandlerOutcome Outcome { get; private init; }

    /// <summary>The message to send, where <see cref="Outcome"/> is <see cref="HandlerOutcome.Reply"/>.</summary>
    public OutgoingMessage? Message { get; private init; }

    /// <summary>The text for the user (an answer, or the reason of a refusal), or the words that couldn't be read.</summary>
    public string? Text { get; private init; }

    /// <summary>The name of the argument that is missing or wrong.</summary>
    public string? Argument { get; private init; }

    /// <summary>What the handler threw, for logs only: users never see its text.</summary>
    public Exception? Exception { get; private init; }

    /// <summary>The handler did what was to be done.</summary>
    public static HandlerResult Handled => default;

    /// <summary>The handler passes: the next route that fits is asked.</summary>
    public static HandlerResult Next => new(HandlerOutcome.Next);

    /// <summary>No route fits.</summary>
    public static HandlerResult NotFound => new(HandlerOutcome.NotFound);

    /// <summary>Replies with a text.</summary>
    public static HandlerResult Reply(string text) => new(HandlerOutcome.Reply) { Message = text };

    /// <summary>Replies with a message.</summary>
    public static HandlerResult Reply(OutgoingMessage message) => new(HandlerOutcome.Reply) { Message = message };

    /// <summary>Answers the pressed button with a text that Telegram shows for a moment.</summary>
    public static HandlerResult Answer(string text) => new(HandlerOutcome.Answer) { Text = text };

    /// <summary>Refuses, with a reason that the user may read; null refuses without a word.</summary>
    public static HandlerResult Reject(string? reason = null) => new(HandlerOutcome.Rejected) { Text = reason };

    /// <summary>A required argument isn't there.</summary>
    public static HandlerResult MissingArgument(string argument) => new(HandlerOutcome.MissingArgument) { Argument = argument };

    /// <summary>An argument is there, but isn't what it has to be.</summary>
    public static HandlerResult ParseFailed(string argument, string text)
        => new(HandlerOutcome.ParseFailed) { Argument = argument, Text = text };

    /// <summary>The handler threw an exception.</summary>
    public static HandlerResult Faulted(Exception exception) => new(HandlerOutcome.Faulted) { Exception = exception };

    /// <summary>The handler took too long.</summary>
    public static HandlerResult TimedOut => new(HandlerOutcome.TimedOut);
}

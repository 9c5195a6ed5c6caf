using Microsoft.Extensions.Logging;
using TelegramHost.Routing;

namespace TelegramHost.Dispatch;

/// <summary>Event ids 4000 to 4999. Nothing of a message's content is logged.</summary>
internal static partial class DispatchLog
{
    [LoggerMessage(4000, LogLevel.Debug, "{Update} goes to {Handler}")]
    public static partial void Routed(ILogger logger, string update, string handler);

    [LoggerMessage(4001, LogLevel.Debug, "{Update} has no handler")]
    public static partial void NoRoute(ILogger logger, string update);

    [LoggerMessage(4002, LogLevel.Debug, "{Update} ended as {Outcome} after {Milliseconds} ms")]
    public static partial void Ended(ILogger logger, string update, HandlerOutcome outcome, long milliseconds);

    [LoggerMessage(4003, LogLevel.Error, "{Handler} failed on {Update}")]
    public static partial void HandlerFailed(ILogger logger, string handler, string update, Exception exception);

    [LoggerMessage(4004, LogLevel.Error, "{Handler} took longer than {Timeout} (Telegram:Dispatch:HandlerTimeout) on {Update}")]
    public static partial void HandlerTimedOut(ILogger logger, string handler, TimeSpan timeout, string update);

    [LoggerMessage(4005, LogLevel.Error, "{Handler} doesn't listen to its CancellationToken and is left behind on {Update}; the chat goes on without it")]
    public static partial void HandlerLeftBehind(ILogger logger, string handler, string update);

    [LoggerMessage(4006, LogLevel.Warning, "{Handler} left {Update} unhandled when the host stopped; it comes again with the next start where update state is stored")]
    public static partial void Abandoned(ILogger logger, string handler, string update);

    [LoggerMessage(4007, LogLevel.Warning, "{Update} is handled again ({Attempt} of {MaxRetries})")]
    public static partial void Retrying(ILogger logger, string update, int attempt, int maxRetries);

    [LoggerMessage(4008, LogLevel.Warning, "The outcome {Outcome} of {Update} could not be told to the user")]
    public static partial void ResultHandlerFailed(ILogger logger, HandlerOutcome outcome, string update, Exception exception);

    [LoggerMessage(4009, LogLevel.Warning, "An unanswered callback could not be answered at the end")]
    public static partial void EmptyAnswerFailed(ILogger logger, Exception exception);

    [LoggerMessage(4010, LogLevel.Warning, "{Handler}, which had been left behind on {Update}, ended with an error")]
    public static partial void LeftBehindFailed(ILogger logger, string handler, string update, Exception exception);

    [LoggerMessage(4011, LogLevel.Warning, "Handlers are still running after {Timeout} (Telegram:Dispatch:ShutdownTimeout) and are cancelled")]
    public static partial void ShutdownTimedOut(ILogger logger, TimeSpan timeout);

    [LoggerMessage(4012, LogLevel.Error, "The scope of {Update} could not be disposed")]
    public static partial void ScopeDisposalFailed(ILogger logger, string update, Exception exception);

    [LoggerMessage(4013, LogLevel.Error, "{Update}, whose handler failed, could not be quarantined; it does not count as done and comes again with the next start")]
    public static partial void NotQuarantined(ILogger logger, string update, Exception exception);

    [LoggerMessage(4014, LogLevel.Warning, "{Update}, whose handler failed, has no bytes of Telegram that could be quarantined, and is skipped")]
    public static partial void NothingToQuarantine(ILogger logger, string update);
}

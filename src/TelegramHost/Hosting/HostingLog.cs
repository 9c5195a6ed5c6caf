using Microsoft.Extensions.Logging;

namespace TelegramHost.Hosting;

/// <summary>Event ids 5000 to 5999.</summary>
internal static partial class HostingLog
{
    [LoggerMessage(5000, LogLevel.Information, "{Client} starts with {Routes} routes")]
    public static partial void Starting(ILogger logger, string client, int routes);

    [LoggerMessage(5001, LogLevel.Warning, "{Client} has no handlers: call AddHandlers() or MapCommand(…) behind AddTelegramClient(). Without the generator of the TelegramHost package, attributes such as [OnCommand] do nothing")]
    public static partial void NoRoutes(ILogger logger, string client);

    [LoggerMessage(5002, LogLevel.Information, "{Client} finishes its handlers and stops")]
    public static partial void Stopping(ILogger logger, string client);

    [LoggerMessage(5003, LogLevel.Information, "{Client} has stopped")]
    public static partial void Stopped(ILogger logger, string client);

    [LoggerMessage(5004, LogLevel.Critical, "{Client} stops for good: {Reason}")]
    public static partial void Fatal(ILogger logger, string client, string reason);

    [LoggerMessage(5005, LogLevel.Debug, "Where the error of {Client} came from")]
    public static partial void FatalDetail(ILogger logger, string client, Exception exception);

    [LoggerMessage(5006, LogLevel.Critical, "{Client} stops for good, by an error that nobody expected")]
    public static partial void Crashed(ILogger logger, string client, Exception exception);

    [LoggerMessage(5007, LogLevel.Critical, "The bot does not start: {Reason}")]
    public static partial void NotStarted(ILogger logger, string reason);

    [LoggerMessage(5040, LogLevel.Error, "{Client} goes on with the settings that it has, for the changed ones are wrong: {Reason}")]
    public static partial void ChangeRefused(ILogger logger, string client, string reason);
}

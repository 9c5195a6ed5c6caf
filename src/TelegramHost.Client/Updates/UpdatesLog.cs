using Microsoft.Extensions.Logging;

namespace TelegramHost.Client.Updates;

/// <summary>What the updates engine tells an operator. Event ids 3000–3999.</summary>
internal static partial class UpdatesLog
{
    [LoggerMessage(3000, LogLevel.Debug, "Asking for updates since pts {Pts}, qts {Qts}, date {Date}.")]
    public static partial void FetchingDifference(ILogger logger, int pts, int qts, int date);

    [LoggerMessage(3001, LogLevel.Debug, "Asking for updates of channel {ChannelId} since pts {Pts}.")]
    public static partial void FetchingChannelDifference(ILogger logger, long channelId, int pts);

    [LoggerMessage(3002, LogLevel.Debug, "Asking for the state of updates.")]
    public static partial void FetchingState(ILogger logger);

    [LoggerMessage(3003, LogLevel.Warning, "Updates since pts {Pts} could not be fetched ({Reason}); they are asked for again.")]
    public static partial void DifferenceFailed(ILogger logger, int pts, string reason, Exception? exception);

    [LoggerMessage(3004, LogLevel.Warning, "Updates of channel {ChannelId} could not be fetched ({Fault}: {Reason}).")]
    public static partial void ChannelDifferenceFailed(ILogger logger, long channelId, DifferenceFault fault, string reason);

    [LoggerMessage(3005, LogLevel.Warning, "Updates were lost: channel {ChannelId}, after pts {FromPts} up to {ToPts} ({Cause}).")]
    public static partial void Lost(ILogger logger, long? channelId, int fromPts, int? toPts, UpdateLossCause cause);

    [LoggerMessage(3006, LogLevel.Warning, "An update of {Bytes} bytes with constructor {Constructor} can't be read and was left out; the others of its container were delivered.")]
    public static partial void Unreadable(ILogger logger, int bytes, string constructor);

    [LoggerMessage(3007, LogLevel.Error, "Updates of {Bytes} bytes with constructor {Constructor} can't be read ({Reason}); what they brought is fetched by a difference.")]
    public static partial void UnreadableContainer(ILogger logger, int bytes, string constructor, string reason);

    [LoggerMessage(3008, LogLevel.Warning, "The application handles updates more slowly than they come: pushed ones are dropped and fetched later.")]
    public static partial void Overflow(ILogger logger);

    [LoggerMessage(3009, LogLevel.Error, "An update of type {Type} can't be shown in the model; it is delivered raw.")]
    public static partial void NotTyped(ILogger logger, string type, Exception exception);

    [LoggerMessage(3010, LogLevel.Debug, "Updates may have been missed: {Notice}.")]
    public static partial void MayHaveMissed(ILogger logger, string notice);

    [LoggerMessage(3011, LogLevel.Warning,
        "The server has not told within {Seconds} s (Telegram:Connection:StartTimeout) where updates stand; the client starts, and what is sent before it tells may be missed.")]
    public static partial void NoStateYet(ILogger logger, double seconds);

    [LoggerMessage(3012, LogLevel.Warning, "{Type} is kept as quarantined update {Id} after failure {Failures}; client.Quarantine lists it and delivers it again.")]
    public static partial void Quarantined(ILogger logger, string type, long id, int failures);

    [LoggerMessage(3013, LogLevel.Error, "The quarantine is full ({Capacity}, Telegram:Dispatch:QuarantineCapacity): the oldest {Count} of it are forgotten.")]
    public static partial void QuarantineFull(ILogger logger, int capacity, int count);
}

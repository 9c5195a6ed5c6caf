using Microsoft.Extensions.Logging;

namespace TelegramHost.Client.Sessions;

/// <summary>What stores have to say. Event ids 6000 to 6049.</summary>
internal static partial class SessionsLog
{
    [LoggerMessage(6000, LogLevel.Information, "Waiting for the session: {Reason}")]
    public static partial void Waiting(ILogger logger, string reason);

    [LoggerMessage(6001, LogLevel.Information, "The session is free after {Seconds:0} s of waiting, and taken over")]
    public static partial void TakenOver(ILogger logger, double seconds);

    [LoggerMessage(6002, LogLevel.Error, "What was learned of peers could not be stored; it is tried again in a few seconds")]
    public static partial void PeersNotStored(ILogger logger, Exception exception);

    [LoggerMessage(6004, LogLevel.Warning, "The login of Telegram:Session:String has become another one, which ends with this process: set Telegram:Session:LogString to true to have it logged, or let UseStringSession() tell it to the application")]
    public static partial void StringSessionNotShown(ILogger logger);

    [LoggerMessage(6005, LogLevel.Warning, "The login of Telegram:Session:String has become another one. Set it to this secret, and Telegram:Session:LogString to false: {Session}")]
    public static partial void StringSession(ILogger logger, string session);

    [LoggerMessage(6003, LogLevel.Error, "The access hash of channel {ChannelId} could not be read from the session's store")]
    public static partial void ChannelNotRead(ILogger logger, long channelId, Exception exception);
}

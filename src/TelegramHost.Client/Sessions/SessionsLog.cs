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

    [LoggerMessage(6006, LogLevel.Information, "Everything stored is encrypted with {Key}, {Count} records since this start: Telegram:Session:Encryption:OldKeys and OldKeyFiles may go")]
    public static partial void KeysRotated(ILogger logger, int count, string key);

    [LoggerMessage(6007, LogLevel.Warning, "{Count} records were encrypted anew with {Key}, and {Left} could not be opened; they are left as they are. Keep Telegram:Session:Encryption:OldKeys and OldKeyFiles, and add the key that is missing")]
    public static partial void KeysStillNeeded(ILogger logger, int count, string key, int left, Exception? exception);

    [LoggerMessage(6008, LogLevel.Warning, "This session store can't list its peers, so those that an old key has encrypted are encrypted anew when they are met again; keep Telegram:Session:Encryption:OldKeys and OldKeyFiles until then")]
    public static partial void PeersNotListed(ILogger logger);

    [LoggerMessage(6003, LogLevel.Error, "The access hash of channel {ChannelId} could not be read from the session's store")]
    public static partial void ChannelNotRead(ILogger logger, long channelId, Exception exception);
}

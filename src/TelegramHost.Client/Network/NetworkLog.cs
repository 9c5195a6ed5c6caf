using Microsoft.Extensions.Logging;

namespace TelegramHost.Client.Network;

/// <summary>What the network has to say. Event ids 1000 to 1999.</summary>
internal static partial class NetworkLog
{
    [LoggerMessage(1000, LogLevel.Debug, "Data centre {Dc}: connecting to {Endpoint}")]
    public static partial void Connecting(ILogger logger, int dc, string endpoint);

    [LoggerMessage(1001, LogLevel.Information, "Data centre {Dc} ({Purpose}): connected to {Endpoint}")]
    public static partial void Connected(ILogger logger, int dc, ConnectionPurpose purpose, string endpoint);

    [LoggerMessage(1002, LogLevel.Warning, "Data centre {Dc} ({Purpose}): {Reason}; trying again in {Seconds:0.0} s")]
    public static partial void Disconnected(ILogger logger, int dc, ConnectionPurpose purpose, string reason, double seconds);

    [LoggerMessage(1003, LogLevel.Information, "Data centre {Dc}: made a new authorisation key in {Milliseconds} ms")]
    public static partial void KeyCreated(ILogger logger, int dc, long milliseconds);

    [LoggerMessage(1004, LogLevel.Debug, "Data centre {Dc}: the server dropped the key exchange (-404), starting over")]
    public static partial void HandshakeRestarted(ILogger logger, int dc);

    [LoggerMessage(1005, LogLevel.Warning, "Data centre {Dc}: the server does not know the stored key ({Times} of {Limit} times)")]
    public static partial void KeyUnknown(ILogger logger, int dc, int times, int limit);

    [LoggerMessage(1006, LogLevel.Warning, "Data centre {Dc}: the stored key is void, and nobody needs to type anything to log in again: making a new one")]
    public static partial void KeyDropped(ILogger logger, int dc);

    [LoggerMessage(1007, LogLevel.Warning, "The session was replaced: {Reason}")]
    public static partial void SessionReplaced(ILogger logger, string reason);

    [LoggerMessage(1008, LogLevel.Debug, "Session: {Text}")]
    public static partial void SessionNotice(ILogger logger, string text);

    [LoggerMessage(1009, LogLevel.Error, "Data centre {Dc}: salts and time could not be stored; the next change tries again")]
    public static partial void RecordNotStored(ILogger logger, Exception exception, int dc);

    [LoggerMessage(1010, LogLevel.Information, "The account's data centre is {Dc} now")]
    public static partial void HomeChanged(ILogger logger, int dc);

    // Whoever waits for the sender gets the exception and says it; here is only where it came from.
    [LoggerMessage(1011, LogLevel.Debug, "Data centre {Dc}: stopped")]
    public static partial void SenderFailed(ILogger logger, Exception exception, int dc);

    [LoggerMessage(1012, LogLevel.Error, "How far updates have been handled could not be stored; the next change tries again")]
    public static partial void MarksNotStored(ILogger logger, Exception exception);

    [LoggerMessage(1013, LogLevel.Debug, "Data centre {Dc} ({Purpose}): closed, nobody has used it for a while")]
    public static partial void IdleClosed(ILogger logger, int dc, ConnectionPurpose purpose);

    [LoggerMessage(1014, LogLevel.Information, "The client is {State}")]
    public static partial void ClientStateChanged(ILogger logger, ConnectionState state);

    [LoggerMessage(1015, LogLevel.Error, "A handler of StatusChanged failed")]
    public static partial void StatusHandlerFailed(ILogger logger, Exception exception);

    [LoggerMessage(1016, LogLevel.Warning, "This machine's clock moved by {Seconds:0} s against the time that has passed (it slept, or was set): looking after the connections and for missed updates")]
    public static partial void ClockJumped(ILogger logger, double seconds);

    [LoggerMessage(1017, LogLevel.Information, "Told that the network is back: trying every connection at once")]
    public static partial void NetworkRestored(ILogger logger);

    [LoggerMessage(1060, LogLevel.Information, "Data centre {Dc}: bound a new temporary key, good until {ExpiresAt:O}")]
    public static partial void TemporaryKeyBound(ILogger logger, int dc, DateTimeOffset expiresAt);

    [LoggerMessage(1061, LogLevel.Warning, "Data centre {Dc}: no new temporary key yet: {Reason}; trying again in {Seconds:0.0} s, and the current one stays in use")]
    public static partial void TemporaryKeyNotRenewed(ILogger logger, int dc, string reason, double seconds);

    [LoggerMessage(1062, LogLevel.Information, "Data centre {Dc}: the server does not know the temporary key any more; a new one is made")]
    public static partial void TemporaryKeyUnknown(ILogger logger, int dc);

    [LoggerMessage(1063, LogLevel.Debug, "Data centre {Dc}: calls go on with the new temporary key; {Count} are still under way with the old one")]
    public static partial void KeySucceeded(ILogger logger, int dc, int count);

    [LoggerMessage(1041, LogLevel.Information, "Data centre {Dc} can't be reached; {Resolver} is asked for other addresses")]
    public static partial void FallbackAsked(ILogger logger, int dc, string resolver);

    [LoggerMessage(1042, LogLevel.Information, "Data centre {Dc}: {Count} other addresses, signed by Telegram, learnt from {Resolver}")]
    public static partial void FallbackLearnt(ILogger logger, int dc, int count, string resolver);

    [LoggerMessage(1043, LogLevel.Warning, "{Resolver} is of no use: {Reason}")]
    public static partial void FallbackUseless(ILogger logger, string resolver, string reason);

    [LoggerMessage(1044, LogLevel.Error, "Data centre {Dc}: the other addresses could not be stored; they are used until the client stops")]
    public static partial void FallbackNotStored(ILogger logger, Exception exception, int dc);

    [LoggerMessage(1040, LogLevel.Warning, "The server's configuration could not be refreshed; the known addresses stay in use, and it is tried again in a minute")]
    public static partial void ConfigNotRefreshed(ILogger logger, Exception exception);
}

using Microsoft.Extensions.Logging;

namespace TelegramHost.Client.Rpc;

/// <summary>What calls have to say. Event ids 2000 to 2999.</summary>
internal static partial class RpcLog
{
    [LoggerMessage(2000, LogLevel.Information, "{Method} sleeps {Seconds:0.#} s: Telegram asked for it")]
    public static partial void FloodWait(ILogger logger, string method, double seconds);

    [LoggerMessage(2001, LogLevel.Information, "{Method} belongs to data centre {Dc} and goes there")]
    public static partial void Migrates(ILogger logger, string method, int dc);

    [LoggerMessage(2002, LogLevel.Warning, "{Method} failed; repetition {Number} in {Seconds:0.0} s")]
    public static partial void Repeats(ILogger logger, Exception? exception, string method, int number, double seconds);

    [LoggerMessage(2003, LogLevel.Debug, "The login was carried over to data centre {Dc}")]
    public static partial void LoginImported(ILogger logger, int dc);

    [LoggerMessage(2004, LogLevel.Information, "Logged in as account {AccountId}{Kind}")]
    public static partial void LoggedIn(ILogger logger, long accountId, string kind);

    [LoggerMessage(2005, LogLevel.Warning, "The session is not logged in any more: {Error}")]
    public static partial void LoggedOut(ILogger logger, string error);

    [LoggerMessage(2006, LogLevel.Warning, "Data centre {Dc} has failed several times in a row and is left alone for {Seconds:0.#} s")]
    public static partial void CircuitOpened(ILogger logger, int dc, double seconds);

    [LoggerMessage(2007, LogLevel.Information, "Data centre {Dc} answers again")]
    public static partial void CircuitClosed(ILogger logger, int dc);

    [LoggerMessage(2009, LogLevel.Information, "The settings of resilience have changed; calls go by preset {Preset} from now on")]
    public static partial void SettingsChanged(ILogger logger, ResiliencePreset preset);

    [LoggerMessage(2010, LogLevel.Information, "{Method}: Telegram wants the login to begin anew")]
    public static partial void LoginBeginsAnew(ILogger logger, string method);

    [LoggerMessage(2008, LogLevel.Debug, "Strategy {Strategy}: {Event} in {Method}")]
    public static partial void StrategyActs(ILogger logger, string strategy, string @event, string? method);
}

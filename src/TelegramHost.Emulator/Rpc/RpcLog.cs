using Microsoft.Extensions.Logging;

namespace TelegramHost.Emulator.Rpc;

/// <summary>What the RPC services log; ids from 7500.</summary>
internal static partial class RpcLog
{
    [LoggerMessage(7500, LogLevel.Warning,
        "The client called {Method}, which the emulator does not model; it was answered 400 METHOD_NOT_EMULATED. docs/emulator.md says what it plays.")]
    public static partial void MethodNotEmulated(this ILogger logger, string method);

    [LoggerMessage(7501, LogLevel.Debug, "{Method} by {UserId} answered {Code} {Error}")]
    public static partial void Refused(this ILogger logger, string method, long? userId, int code, string error);

    [LoggerMessage(7502, LogLevel.Warning, "A function (constructor {Constructor}) could not be read; it was answered 400 INPUT_REQUEST_INVALID")]
    public static partial void Unreadable(this ILogger logger, string constructor, Exception reason);

    [LoggerMessage(7503, LogLevel.Error, "The emulator failed in {Method}; it was answered 500 INTERNAL_ERROR. This is a bug in the emulator.")]
    public static partial void Failed(this ILogger logger, string method, Exception reason);
}

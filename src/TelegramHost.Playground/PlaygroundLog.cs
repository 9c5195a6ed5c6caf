using Microsoft.Extensions.Logging;

namespace TelegramHost.Playground;

/// <summary>What the playground logs; ids from 7900.</summary>
internal static partial class PlaygroundLog
{
    [LoggerMessage(7900, LogLevel.Information, "Chat with @{Bot} here: {Address}")]
    public static partial void Ready(this ILogger logger, string bot, Uri address);
}

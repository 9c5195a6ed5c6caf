using Microsoft.Extensions.Logging;

namespace TelegramHost.AspNetCore;

/// <summary>Event ids 8000 to 8009.</summary>
internal static partial class LoginLog
{
    [LoggerMessage(8000, LogLevel.Warning, "Nobody is logged in to Telegram: log in here, {Address}")]
    public static partial void Asking(ILogger logger, Uri address);
}

using Microsoft.Extensions.Logging;

namespace TelegramHost.Client.Areas.Files;

/// <summary>What files on their way have to say. Event ids 2020 to 2039.</summary>
internal static partial class FilesLog
{
    [LoggerMessage(2020, LogLevel.Debug, "A file is read from the content delivery data centre {Dc}")]
    public static partial void Redirected(ILogger logger, int dc);

    [LoggerMessage(2021, LogLevel.Debug, "A file's token is not taken any more ({Error}); its own data centre is asked again")]
    public static partial void TokenExpired(ILogger logger, string error);

    [LoggerMessage(2022, LogLevel.Debug, "The content delivery data centre {Dc} has thrown a file away; it is brought back")]
    public static partial void AsksForReupload(ILogger logger, int dc);

    [LoggerMessage(2023, LogLevel.Information, "Telegram misses part {Part} of an uploaded file; it is sent again")]
    public static partial void PartMissing(ILogger logger, int part);
}

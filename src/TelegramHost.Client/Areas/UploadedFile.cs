using TelegramHost.Client.Areas.Files;
using TelegramHost.Schema;

namespace TelegramHost.Client.Areas;

/// <summary>A file whose parts are all at Telegram: ready to become part of a message, within hours.</summary>
/// <remarks>Source: https://core.telegram.org/api/files#uploading-files</remarks>
public sealed class UploadedFile
{
    internal UploadedFile(InputFileBase inputFile, UploadContent content, long size, int parts) =>
        (InputFile, Content, Size, Parts) = (inputFile, content, size, parts);

    /// <summary>What a call names the file by, for example <c>inputMediaUploadedDocument</c> in <c>messages.sendMedia</c>.</summary>
    public InputFileBase InputFile { get; }

    /// <summary>The file's length in bytes.</summary>
    public long Size { get; }

    /// <summary>In how many parts it went.</summary>
    public int Parts { get; }

    internal UploadContent Content { get; }
}

namespace TelegramHost.Client;

/// <summary>A file was named by a reference that Telegram takes no longer: read again what the file came with, and use the new reference.</summary>
/// <remarks>Source: https://core.telegram.org/api/file_reference</remarks>
public sealed class FileReferenceExpiredException : RpcException
{
    internal FileReferenceExpiredException(int code, string text, string method)
        : base(code, text, method, "Read the message (or user, chat, sticker set) that the file belongs to once more, and repeat the call with the reference found there.")
    {
    }

    /// <summary>Which of several files it is, counted from 0; null if the call named one.</summary>
    public int? FileIndex => Argument;
}

namespace TelegramHost.Client.Rpc;

/// <summary>Which way a file goes.</summary>
internal enum TransferDirection
{
    /// <summary>To Telegram.</summary>
    Upload,

    /// <summary>From Telegram.</summary>
    Download,
}

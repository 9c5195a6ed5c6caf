namespace TelegramHost.Client;

/// <summary>How parts of files are repeated, and how long they may take. Sections <c>Telegram:Resilience:Upload</c> and <c>Telegram:Resilience:Download</c>.</summary>
/// <remarks>Every limit is one of a part, not of the file: a large file may take as long as it takes.</remarks>
public sealed class TransferOptions
{
    /// <summary>Longest flood wait that a part sleeps through silently. Default: 5 minutes.</summary>
    /// <remarks>
    /// Telegram slows down large files of accounts without Premium with many short waits (<c>FLOOD_PREMIUM_WAIT_X</c>); such a wait holds
    /// up the parts of its own file only. Source: https://core.telegram.org/api/files
    /// </remarks>
    public TimeSpan MaxFloodWait { get; set; } = TimeSpan.FromMinutes(5);

    /// <summary>How often a part is repeated after a fault of the server or the connection. Default: 5.</summary>
    public int MaxRetries { get; set; } = 5;

    /// <summary>Pause before the first repetition; it doubles every time, with jitter. Default: 1 second.</summary>
    public TimeSpan RetryDelay { get; set; } = TimeSpan.FromSeconds(1);

    /// <summary>Longest time for one try to move a part of at most 512 KiB. Default: 60 seconds.</summary>
    public TimeSpan PartTimeout { get; set; } = TimeSpan.FromSeconds(60);

    /// <summary>How many parts of one file are under way at once, 1 to 64. Default: 8.</summary>
    /// <remarks>Each takes 512 KiB of memory and a little more.</remarks>
    public int PartsInFlight { get; set; } = 8;
}

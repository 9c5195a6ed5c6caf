namespace TelegramHost.Client;

/// <summary>How calls are repeated, and how long they may take. Section <c>Telegram:Resilience</c>.</summary>
public sealed class ResilienceOptions
{
    /// <summary>Longest flood wait that is slept through silently. Default: 60 seconds.</summary>
    /// <remarks>A longer one surfaces as <see cref="FloodWaitException"/>. Source: https://core.telegram.org/api/errors#420-flood</remarks>
    public TimeSpan MaxFloodWait { get; set; } = TimeSpan.FromSeconds(60);

    /// <summary>How many flood waits in a row one call sleeps through. Default: 3.</summary>
    public int MaxFloodWaits { get; set; } = 3;

    /// <summary>How often a call is repeated after a fault of the server or the connection. Default: 3.</summary>
    public int MaxRetries { get; set; } = 3;

    /// <summary>Pause before the first repetition; it doubles every time, with jitter. Default: 1 second.</summary>
    public TimeSpan RetryDelay { get; set; } = TimeSpan.FromSeconds(1);

    /// <summary>Longest time for one try. Default: 30 seconds.</summary>
    public TimeSpan AttemptTimeout { get; set; } = TimeSpan.FromSeconds(30);

    /// <summary>Longest time for a call with all repetitions and waits. Default: 120 seconds.</summary>
    public TimeSpan TotalTimeout { get; set; } = TimeSpan.FromSeconds(120);
}

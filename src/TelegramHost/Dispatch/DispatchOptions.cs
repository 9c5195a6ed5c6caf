namespace TelegramHost.Dispatch;

/// <summary>How updates reach their handlers. Section <c>Telegram:Dispatch</c>.</summary>
public sealed class DispatchOptions
{
    /// <summary>How many chats are handled at the same time. Within a chat it is always one update after the other. Default: 64.</summary>
    public int MaxConcurrentChats { get; set; } = 64;

    /// <summary>How many updates may wait for their turn in all chats together; then no more are taken from the client. Default: 1024.</summary>
    public int QueueCapacity { get; set; } = 1024;

    /// <summary>How long a handler may take. Default: 2 minutes. <c>-00:00:00.001</c>: as long as it likes.</summary>
    /// <remarks>
    /// Then its <c>CancellationToken</c> is cancelled; a handler that doesn't listen to it is left behind after five more seconds, so that its
    /// chat goes on.
    /// </remarks>
    public TimeSpan HandlerTimeout { get; set; } = TimeSpan.FromMinutes(2);

    /// <summary>What becomes of an update whose handler failed. Default: <see cref="FailurePolicy.Skip"/>.</summary>
    public FailurePolicy OnFailure { get; set; } = FailurePolicy.Skip;

    /// <summary>How often a failed update is handled again with <see cref="FailurePolicy.Retry"/>. Default: 3.</summary>
    public int MaxRetries { get; set; } = 3;

    /// <summary>Pause before the first repetition with <see cref="FailurePolicy.Retry"/>; it doubles every time. Its chat waits. Default: 1 second.</summary>
    public TimeSpan RetryDelay { get; set; } = TimeSpan.FromSeconds(1);

    /// <summary>How many updates are kept with <see cref="FailurePolicy.Quarantine"/>; then the oldest are forgotten. Default: 1000.</summary>
    public int QuarantineCapacity { get; set; } = 1000;

    /// <summary>How long handlers may go on when the host stops, before they are cancelled. Default: 20 seconds.</summary>
    /// <remarks>Keep it below the host's own <c>HostOptions.ShutdownTimeout</c> (30 seconds).</remarks>
    public TimeSpan ShutdownTimeout { get; set; } = TimeSpan.FromSeconds(20);
}

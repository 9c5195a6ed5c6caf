namespace TelegramHost.Client;

/// <summary>How updates are received. Section <c>Telegram:Updates</c>.</summary>
public sealed class UpdateOptions
{
    /// <summary>Whether updates are received at all. Default: true.</summary>
    public bool Enabled { get; set; } = true;

    /// <summary>How many decoded updates may wait for the application; then reading pauses and catches up later. Default: 1024.</summary>
    public int QueueCapacity { get; set; } = 1024;

    /// <summary>Longest silence before the server is asked for missed updates. Default: 15 minutes.</summary>
    public TimeSpan SilenceBeforeDifference { get; set; } = TimeSpan.FromMinutes(15);
}

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

    /// <summary>What happens at a start with the updates that came since the last one. Default: <see cref="CatchUpMode.All"/>.</summary>
    public CatchUpMode CatchUp { get; set; } = CatchUpMode.All;

    /// <summary>How many of the newest are asked for with <see cref="CatchUpMode.Limited"/>. Default: 1000.</summary>
    /// <remarks>
    /// Counted in pts, of the account and of each channel: an edit and a deletion count as a message does. Each channel is asked where it stands.
    /// Source: https://core.telegram.org/method/updates.getDifference
    /// </remarks>
    public int CatchUpLimit { get; set; } = 1000;

    /// <summary>How long the parts of an album are waited for, so that they come as one <see cref="Updates.Album"/>. Default: 0.3 seconds.</summary>
    /// <remarks>Zero: each part comes for itself, as a <see cref="Updates.NewMessage"/>.</remarks>
    public TimeSpan AlbumWindow { get; set; } = TimeSpan.FromMilliseconds(300);
}

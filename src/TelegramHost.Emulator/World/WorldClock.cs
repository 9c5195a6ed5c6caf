namespace TelegramHost.Emulator;

/// <summary>The world's time.</summary>
internal sealed class WorldClock(TimeProvider provider)
{
    /// <summary>The clock behind it; timeouts run on it as well.</summary>
    public TimeProvider Provider { get; } = provider;

    /// <summary>Now, as unix time.</summary>
    public int UnixTime => (int)Provider.GetUtcNow().ToUnixTimeSeconds();
}

namespace TelegramHost.Client;

/// <summary>How a client stands to Telegram.</summary>
public enum ConnectionState
{
    /// <summary>Not started, or stopped.</summary>
    Disconnected,

    /// <summary>Making its first connection, or logging in.</summary>
    Connecting,

    /// <summary>Connected and logged in.</summary>
    Connected,

    /// <summary>The connection was lost and is being restored.</summary>
    Reconnecting,

    /// <summary>Stopped by an error that a person has to look at.</summary>
    Failed,
}

namespace TelegramHost.Client.Network;

/// <summary>Why updates may have been missed on the main connection.</summary>
internal enum UpdateNotice
{
    /// <summary>The connection is up again after a loss.</summary>
    Reconnected,

    /// <summary>The server began a new session and has forgotten what it still had to push.</summary>
    NewSession,

    /// <summary>The machine's clock has jumped: it may have slept, and the connection may have died meanwhile.</summary>
    ClockJumped,
}

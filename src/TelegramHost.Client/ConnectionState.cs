namespace TelegramHost.Client;

/// <summary>How a client, or one of its connections, stands to Telegram.</summary>
/// <remarks>Further states may be added: treat one that is not known here as "not usable yet".</remarks>
public enum ConnectionState
{
    /// <summary>Not started, or stopped; a connection beside the main one also when it was closed because nobody used it.</summary>
    Disconnected,

    /// <summary>Making its first connection, or logging in.</summary>
    Connecting,

    /// <summary>Connected and, where there is something to log in with, logged in.</summary>
    Connected,

    /// <summary>Connected, and what was missed meanwhile is still being fetched. Calls are made as in <see cref="Connected"/>.</summary>
    /// <remarks>After every start that goes on from a stored state, and when the server answers a gap in several parts: <see cref="ITelegramClient.CatchUp"/>.</remarks>
    CatchingUp,

    /// <summary>The connection was lost and is being restored.</summary>
    Reconnecting,

    /// <summary>Stopped by an error that a person has to look at.</summary>
    Failed,
}

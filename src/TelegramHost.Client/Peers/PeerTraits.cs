namespace TelegramHost.Client.Peers;

/// <summary>What sort of peer it is, as far as it matters here.</summary>
[Flags]
internal enum PeerTraits
{
    None = 0,
    Self = 1,
    Bot = 2,
    Premium = 4,
    Deleted = 8,

    /// <summary>A channel that is a broadcast; without it a channel is a supergroup.</summary>
    Broadcast = 16,

    /// <summary>The account was thrown out or the chat is closed to it.</summary>
    Forbidden = 32,
}

namespace TelegramHost.Client.Peers;

/// <summary>Which of Telegram's three id spaces a peer's id belongs to.</summary>
public enum PeerKind
{
    /// <summary>A user or a bot; also the private chat with it.</summary>
    User,

    /// <summary>A basic group.</summary>
    Chat,

    /// <summary>A channel or a supergroup.</summary>
    Channel,
}

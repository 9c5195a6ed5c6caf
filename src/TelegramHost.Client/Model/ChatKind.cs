namespace TelegramHost.Client.Model;

/// <summary>What sort of conversation a <see cref="Chat"/> is.</summary>
public enum ChatKind
{
    /// <summary>A private chat with one user or bot.</summary>
    Private,

    /// <summary>A basic group.</summary>
    Group,

    /// <summary>A supergroup.</summary>
    Supergroup,

    /// <summary>A broadcast channel.</summary>
    Channel,
}

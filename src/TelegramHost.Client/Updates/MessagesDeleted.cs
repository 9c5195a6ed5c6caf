using TelegramHost.Client.Peers;

namespace TelegramHost.Client.Updates;

/// <summary>Messages were deleted.</summary>
public sealed class MessagesDeleted : Update
{
    /// <summary>The ids of the messages.</summary>
    public required IReadOnlyList<int> MessageIds { get; init; }

    /// <summary>The channel or supergroup; null for private chats and basic groups, as Telegram does not name them.</summary>
    public PeerId? Channel { get; init; }

    /// <inheritdoc/>
    public override PeerId? ChatId => Channel;
}

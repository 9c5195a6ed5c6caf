using TelegramHost.Client.Peers;

namespace TelegramHost.Client.Updates;

/// <summary>Messages were deleted.</summary>
/// <remarks>
/// Source: https://core.telegram.org/constructor/updateDeleteMessages,
/// https://core.telegram.org/constructor/updateDeleteChannelMessages
/// </remarks>
public sealed class MessagesDeleted : Update
{
    /// <summary>The ids of the messages.</summary>
    public required IReadOnlyList<int> MessageIds { get; init; }

    /// <summary>The channel or supergroup; null for private chats and basic groups, as Telegram does not name them.</summary>
    public PeerId? Channel { get; init; }

    /// <inheritdoc/>
    public override PeerId? ChatId => Channel;
}

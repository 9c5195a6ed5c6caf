using TelegramHost.Client.Model;
using TelegramHost.Client.Peers;

namespace TelegramHost.Client.Updates;

/// <summary>Messages in a chat of a business account were deleted.</summary>
/// <remarks>Source: https://core.telegram.org/constructor/updateBotDeleteBusinessMessage</remarks>
public sealed class BusinessMessagesDeleted : Update
{
    /// <summary>The connection.</summary>
    public required string ConnectionId { get; init; }

    /// <summary>The chat.</summary>
    public required Chat Chat { get; init; }

    /// <summary>The ids of the messages.</summary>
    public required IReadOnlyList<int> MessageIds { get; init; }

    /// <inheritdoc/>
    public override PeerId? ChatId => Chat.Id;
}

using TelegramHost.Client.Model;
using TelegramHost.Client.Peers;

namespace TelegramHost.Client.Updates;

/// <summary>Somebody calls the bot in a chat that it is no member of, and waits for an answer.</summary>
/// <remarks>Source: https://core.telegram.org/constructor/updateBotGuestChatQuery</remarks>
public sealed class GuestChatQuery : Update
{
    /// <summary>What the answer has to name.</summary>
    public required long Id { get; init; }

    /// <summary>The message that calls the bot.</summary>
    public required Message Message { get; init; }

    /// <summary>Messages that it refers to.</summary>
    public IReadOnlyList<Message> References { get; init; } = [];

    /// <inheritdoc/>
    public override PeerId? ChatId => Message.Chat.Id;
}

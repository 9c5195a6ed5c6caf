using TelegramHost.Client.Model;
using TelegramHost.Client.Peers;

namespace TelegramHost.Client.Updates;

/// <summary>Somebody types, records or uploads something in a chat.</summary>
/// <remarks>
/// It holds for six seconds unless it comes again.
/// Source: https://core.telegram.org/constructor/updateUserTyping,
/// https://core.telegram.org/constructor/updateChatUserTyping,
/// https://core.telegram.org/constructor/updateChannelUserTyping
/// </remarks>
public sealed class UserTyping : Update
{
    /// <summary>The chat.</summary>
    public required Chat Chat { get; init; }

    /// <summary>The user who does it, or null.</summary>
    public User? Sender { get; init; }

    /// <summary>The chat in whose name it is done, where that is not a user.</summary>
    public Chat? SenderChat { get; init; }

    /// <summary>The topic, by the id of its first message.</summary>
    public int? TopicId { get; init; }

    /// <summary>What is done, with its progress where there is one.</summary>
    public required Schema.SendMessageActionBase Action { get; init; }

    /// <summary>Whether it has ended without a message.</summary>
    public bool IsCancelled => Action is Schema.SendMessageCancelAction;

    /// <inheritdoc/>
    public override PeerId? ChatId => Chat.Id;
}

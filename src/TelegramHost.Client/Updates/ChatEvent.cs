using TelegramHost.Client.Model;
using TelegramHost.Client.Peers;

namespace TelegramHost.Client.Updates;

/// <summary>A service message: somebody came or went, the title or the photo changed, a message was pinned …</summary>
/// <remarks>
/// What is not named here is in the action of the message, <see cref="Message.Raw"/>.
/// Source: https://core.telegram.org/constructor/messageService
/// </remarks>
public sealed class ChatEvent : Update
{
    /// <summary>What happened.</summary>
    public required ChatEventKind Kind { get; init; }

    /// <summary>The message that tells it, with the chat, the date and who did it.</summary>
    public required Message Message { get; init; }

    /// <summary>Who came or went; empty for other kinds.</summary>
    public IReadOnlyList<User> Members { get; init; } = [];

    /// <summary>The new title of the chat or topic, where it is about one.</summary>
    public string? Title { get; init; }

    /// <summary>The message that was pinned.</summary>
    public int? PinnedMessageId { get; init; }

    /// <summary>The supergroup that a group became, or the group that a supergroup was.</summary>
    public PeerId? OtherChatId { get; init; }

    /// <inheritdoc/>
    public override PeerId? ChatId => Message.Chat.Id;
}

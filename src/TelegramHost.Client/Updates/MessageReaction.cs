using TelegramHost.Client.Model;
using TelegramHost.Client.Peers;

namespace TelegramHost.Client.Updates;

/// <summary>Somebody changed its reactions to a message.</summary>
/// <remarks>Source: https://core.telegram.org/constructor/updateBotMessageReaction</remarks>
public sealed class MessageReaction : Update
{
    /// <summary>The chat.</summary>
    public required Chat Chat { get; init; }

    /// <summary>The message.</summary>
    public required int MessageId { get; init; }

    /// <summary>The user who reacted, or null.</summary>
    public User? Sender { get; init; }

    /// <summary>The chat in whose name it was done, where that is not a user.</summary>
    public Chat? SenderChat { get; init; }

    /// <summary>When.</summary>
    public DateTimeOffset Date { get; init; }

    /// <summary>The reactions before.</summary>
    public IReadOnlyList<Reaction> Before { get; init; } = [];

    /// <summary>The reactions now; empty if they were taken back.</summary>
    public IReadOnlyList<Reaction> After { get; init; } = [];

    /// <inheritdoc/>
    public override PeerId? ChatId => Chat.Id;
}

using TelegramHost.Client.Model;
using TelegramHost.Client.Peers;

namespace TelegramHost.Client.Updates;

/// <summary>The reactions to a message, counted; who reacted is not said.</summary>
/// <remarks>
/// Source: https://core.telegram.org/constructor/updateBotMessageReactions,
/// https://core.telegram.org/constructor/updateMessageReactions
/// </remarks>
public sealed class MessageReactionCounts : Update
{
    /// <summary>The chat.</summary>
    public required Chat Chat { get; init; }

    /// <summary>The message.</summary>
    public required int MessageId { get; init; }

    /// <summary>When; only bots are told.</summary>
    public DateTimeOffset? Date { get; init; }

    /// <summary>Each reaction and how often it was given.</summary>
    public IReadOnlyList<ReactionCount> Counts { get; init; } = [];

    /// <inheritdoc/>
    public override PeerId? ChatId => Chat.Id;
}

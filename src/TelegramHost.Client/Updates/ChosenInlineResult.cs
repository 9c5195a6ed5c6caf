using TelegramHost.Client.Model;
using TelegramHost.Client.Peers;

namespace TelegramHost.Client.Updates;

/// <summary>Somebody sent one of the results that the bot had offered. Comes only to bots that asked for it at BotFather.</summary>
/// <remarks>Source: https://core.telegram.org/constructor/updateBotInlineSend</remarks>
public sealed class ChosenInlineResult : Update
{
    /// <summary>Who sent it.</summary>
    public required User Sender { get; init; }

    /// <summary>The result, by the id that the bot gave it.</summary>
    public required string ResultId { get; init; }

    /// <summary>The query that it was offered for.</summary>
    public string Query { get; init; } = "";

    /// <summary>Names the message for edits; null if it has no inline keyboard.</summary>
    public Schema.InputBotInlineMessageIDBase? InlineMessageId { get; init; }

    /// <inheritdoc/>
    public override PeerId? ChatId => Sender.PeerId;
}

using System.Text;
using TelegramHost.Client.Model;
using TelegramHost.Client.Peers;

namespace TelegramHost.Client.Updates;

/// <summary>Somebody pressed a button under a message of the bot and waits for an answer.</summary>
/// <remarks>
/// Source: https://core.telegram.org/constructor/updateBotCallbackQuery,
/// https://core.telegram.org/constructor/updateInlineBotCallbackQuery,
/// https://core.telegram.org/constructor/updateBusinessBotCallbackQuery
/// </remarks>
public sealed class CallbackQuery : Update
{
    /// <summary>What the answer has to name.</summary>
    public required long Id { get; init; }

    /// <summary>Who pressed.</summary>
    public required User Sender { get; init; }

    /// <summary>The chat of the message; null for a message that was sent in inline mode.</summary>
    public Chat? Chat { get; init; }

    /// <summary>The message under which the button stands; null for a message that was sent in inline mode.</summary>
    public int? MessageId { get; init; }

    /// <summary>Names the message for edits, if it was sent in inline mode.</summary>
    public Schema.InputBotInlineMessageIDBase? InlineMessageId { get; init; }

    /// <summary>The connection, if the message stands in a chat of a business account.</summary>
    public string? BusinessConnectionId { get; init; }

    /// <summary>What the button carries, as bytes.</summary>
    public ReadOnlyMemory<byte> DataBytes { get; init; }

    /// <summary>What the button carries, read as UTF-8.</summary>
    public string Data => Encoding.UTF8.GetString(DataBytes.Span);

    /// <summary>The short name of the game whose button it is, if it is one.</summary>
    public string? GameShortName { get; init; }

    /// <summary>Stays the same for all buttons of one chat; for high scores of games.</summary>
    public long ChatInstance { get; init; }

    /// <inheritdoc/>
    public override PeerId? ChatId => Chat?.Id ?? Sender.PeerId;
}

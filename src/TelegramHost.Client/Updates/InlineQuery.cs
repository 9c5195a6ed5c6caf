using TelegramHost.Client.Model;
using TelegramHost.Client.Peers;

namespace TelegramHost.Client.Updates;

/// <summary>Somebody writes the bot's name and a query into a text field and waits for results.</summary>
/// <remarks>Source: https://core.telegram.org/constructor/updateBotInlineQuery</remarks>
public sealed class InlineQuery : Update
{
    /// <summary>What the answer has to name.</summary>
    public required long Id { get; init; }

    /// <summary>Who asks.</summary>
    public required User Sender { get; init; }

    /// <summary>The text behind the bot's name; often empty, as a query comes with each letter.</summary>
    public string Query { get; init; } = "";

    /// <summary>Where the results are to go on, as the bot's last answer said; empty at the beginning.</summary>
    public string Offset { get; init; } = "";

    /// <summary>The sort of chat in which it was typed, where Telegram says so.</summary>
    public ChatKind? ChatKind { get; init; }

    /// <inheritdoc/>
    public override PeerId? ChatId => Sender.PeerId;
}

using TelegramHost.Client.Model;
using TelegramHost.Client.Peers;

namespace TelegramHost.Client.Updates;

/// <summary>A buyer pays, and waits at most ten seconds for the bot's consent.</summary>
/// <remarks>Source: https://core.telegram.org/constructor/updateBotPrecheckoutQuery</remarks>
public sealed class PreCheckoutQuery : Update
{
    /// <summary>What the answer has to name.</summary>
    public required long Id { get; init; }

    /// <summary>Who pays.</summary>
    public required User Sender { get; init; }

    /// <summary>The currency, by its ISO 4217 code; <c>XTR</c> for Stars.</summary>
    public required string Currency { get; init; }

    /// <summary>The sum in the smallest unit of the currency, for example cents.</summary>
    public required long TotalAmount { get; init; }

    /// <summary>What the bot put into the invoice.</summary>
    public ReadOnlyMemory<byte> Payload { get; init; }

    /// <summary>The way of shipping that was chosen.</summary>
    public string? ShippingOptionId { get; init; }

    /// <summary>The buyer's name, if the invoice asked for it.</summary>
    public string? Name { get; init; }

    /// <summary>The buyer's phone number, if the invoice asked for it.</summary>
    public string? Phone { get; init; }

    /// <summary>The buyer's e-mail address, if the invoice asked for it.</summary>
    public string? Email { get; init; }

    /// <summary>Where it goes, if the invoice asked for it.</summary>
    public PostalAddress? Address { get; init; }

    /// <inheritdoc/>
    public override PeerId? ChatId => Sender.PeerId;
}

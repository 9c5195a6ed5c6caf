using TelegramHost.Client.Model;
using TelegramHost.Client.Peers;

namespace TelegramHost.Client.Updates;

/// <summary>A buyer gave an address and waits for the ways to ship there.</summary>
/// <remarks>Source: https://core.telegram.org/constructor/updateBotShippingQuery</remarks>
public sealed class ShippingQuery : Update
{
    /// <summary>What the answer has to name.</summary>
    public required long Id { get; init; }

    /// <summary>Who buys.</summary>
    public required User Sender { get; init; }

    /// <summary>What the bot put into the invoice.</summary>
    public ReadOnlyMemory<byte> Payload { get; init; }

    /// <summary>Where it goes.</summary>
    public required PostalAddress Address { get; init; }

    /// <inheritdoc/>
    public override PeerId? ChatId => Sender.PeerId;
}

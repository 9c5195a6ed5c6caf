using TelegramHost.Client.Model;
using TelegramHost.Client.Peers;

namespace TelegramHost.Client.Updates;

/// <summary>A business account connected the bot, changed what it may do, or disconnected it.</summary>
/// <remarks>Source: https://core.telegram.org/constructor/updateBotBusinessConnect</remarks>
public sealed class BusinessConnection : Update
{
    /// <summary>The connection, as business messages name it.</summary>
    public required string Id { get; init; }

    /// <summary>The business account.</summary>
    public required User User { get; init; }

    /// <summary>When.</summary>
    public DateTimeOffset Date { get; init; }

    /// <summary>Whether the bot is connected.</summary>
    public bool IsEnabled { get; init; }

    /// <summary>What the bot may do; null for nothing beyond reading.</summary>
    public Schema.BusinessBotRights? Rights { get; init; }

    /// <inheritdoc/>
    public override PeerId? ChatId => User.PeerId;
}

using TelegramHost.Client.Model;
using TelegramHost.Client.Peers;

namespace TelegramHost.Client.Updates;

/// <summary>A user blocked the bot, or started it again.</summary>
/// <remarks>Source: https://core.telegram.org/constructor/updateBotStopped</remarks>
public sealed class BotStopped : Update
{
    /// <summary>The user.</summary>
    public required User User { get; init; }

    /// <summary>When.</summary>
    public DateTimeOffset Date { get; init; }

    /// <summary>Whether the bot is blocked now.</summary>
    public bool IsStopped { get; init; }

    /// <inheritdoc/>
    public override PeerId? ChatId => User.PeerId;
}

using TelegramHost.Client.Model;
using TelegramHost.Client.Peers;

namespace TelegramHost.Client.Updates;

/// <summary>A user came online or went.</summary>
/// <remarks>Source: https://core.telegram.org/constructor/updateUserStatus</remarks>
public sealed class UserStatus : Update
{
    /// <summary>The user.</summary>
    public required User User { get; init; }

    /// <summary>What is known now.</summary>
    public required UserPresence Presence { get; init; }

    /// <summary>Until when the user counts as online, or since when as offline; null where only <see cref="Presence"/> may be known.</summary>
    public DateTimeOffset? Date { get; init; }

    /// <inheritdoc/>
    public override PeerId? ChatId => User.PeerId;
}

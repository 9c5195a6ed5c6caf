using TelegramHost.Client.Peers;

namespace TelegramHost.Client.Updates;

/// <summary>Updates that can't be had any more: what happened in between has to be found by other means, such as a chat's history.</summary>
/// <remarks>Source: https://core.telegram.org/api/updates#recovering-gaps</remarks>
public sealed class UpdatesLost : Update
{
    /// <summary>The channel or supergroup; null for private chats, basic groups and what concerns the account itself.</summary>
    public PeerId? Channel { get; init; }

    /// <summary>The pts after which they are missing; 0 if it is not known.</summary>
    public required int FromPts { get; init; }

    /// <summary>The pts up to which they are missing; null if nobody knows.</summary>
    public int? ToPts { get; init; }

    /// <summary>Why.</summary>
    public required UpdateLossCause Cause { get; init; }

    /// <inheritdoc/>
    public override PeerId? ChatId => Channel;
}

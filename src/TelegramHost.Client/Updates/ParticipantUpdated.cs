using TelegramHost.Client.Model;
using TelegramHost.Client.Peers;

namespace TelegramHost.Client.Updates;

/// <summary>Somebody's place in a chat changed: joined, left, promoted, restricted, banned. Comes to bots that are administrators, and where it is about the bot itself.</summary>
/// <remarks>
/// Rights and ranks are in <see cref="Update.Raw"/>.
/// Source: https://core.telegram.org/constructor/updateChatParticipant,
/// https://core.telegram.org/constructor/updateChannelParticipant
/// </remarks>
public sealed class ParticipantUpdated : Update
{
    /// <summary>The chat.</summary>
    public required Chat Chat { get; init; }

    /// <summary>Who did it; the user itself for joins and leaves.</summary>
    public required User Actor { get; init; }

    /// <summary>Whose place changed.</summary>
    public required User User { get; init; }

    /// <summary>When.</summary>
    public DateTimeOffset Date { get; init; }

    /// <summary>What the user was before.</summary>
    public ParticipantStatus Before { get; init; }

    /// <summary>What the user is now.</summary>
    public ParticipantStatus After { get; init; }

    /// <summary>The invite link that was used, if one was.</summary>
    public string? InviteLink { get; init; }

    /// <summary>Whether the user came by the link of a shared folder.</summary>
    public bool IsViaFolder { get; init; }

    /// <inheritdoc/>
    public override PeerId? ChatId => Chat.Id;
}

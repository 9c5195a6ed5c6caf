using TelegramHost.Client.Model;
using TelegramHost.Client.Peers;

namespace TelegramHost.Client.Updates;

/// <summary>Somebody asks to join a chat that the bot administers.</summary>
/// <remarks>Source: https://core.telegram.org/constructor/updateBotChatInviteRequester</remarks>
public sealed class JoinRequest : Update
{
    /// <summary>The chat.</summary>
    public required Chat Chat { get; init; }

    /// <summary>Who asks.</summary>
    public required User User { get; init; }

    /// <summary>When.</summary>
    public DateTimeOffset Date { get; init; }

    /// <summary>What the user says about itself in its profile.</summary>
    public string About { get; init; } = "";

    /// <summary>The invite link that was used; null if the chat is public.</summary>
    public string? InviteLink { get; init; }

    /// <inheritdoc/>
    public override PeerId? ChatId => Chat.Id;
}

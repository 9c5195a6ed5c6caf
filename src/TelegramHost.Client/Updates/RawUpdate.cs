using TelegramHost.Client.Peers;

namespace TelegramHost.Client.Updates;

/// <summary>An update for which there is no type of its own here.</summary>
public sealed class RawUpdate : Update
{
    /// <summary>The update as Telegram's schema has it.</summary>
    public required Schema.UpdateBase Raw { get; init; }

    /// <summary>The chat, where the pump could tell it.</summary>
    public PeerId? Chat { get; init; }

    /// <inheritdoc/>
    public override PeerId? ChatId => Chat;
}

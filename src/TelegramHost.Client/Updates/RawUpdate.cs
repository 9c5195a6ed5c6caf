using TelegramHost.Client.Peers;

namespace TelegramHost.Client.Updates;

/// <summary>An update for which there is no type of its own here; <see cref="Update.Raw"/> has it.</summary>
public sealed class RawUpdate : Update
{
    /// <summary>The chat, where it could be told.</summary>
    public PeerId? Chat { get; init; }

    /// <inheritdoc/>
    public override PeerId? ChatId => Chat;
}

using TelegramHost.Client.Model;
using TelegramHost.Client.Peers;

namespace TelegramHost.Client.Updates;

/// <summary>A message has appeared in a chat; also one that this account sent (see <see cref="Model.Message.IsOutgoing"/>).</summary>
/// <remarks>
/// Service messages are <see cref="ChatEvent"/>s, and parts of an album come together as an <see cref="Album"/>.
/// Source: https://core.telegram.org/constructor/updateNewMessage,
/// https://core.telegram.org/constructor/updateNewChannelMessage
/// </remarks>
public sealed class NewMessage : Update
{
    /// <summary>The message.</summary>
    public required Message Message { get; init; }

    /// <inheritdoc/>
    public override PeerId? ChatId => Message.Chat.Id;
}

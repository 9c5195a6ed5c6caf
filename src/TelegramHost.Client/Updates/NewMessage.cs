using TelegramHost.Client.Model;
using TelegramHost.Client.Peers;

namespace TelegramHost.Client.Updates;

/// <summary>A message has appeared in a chat; also one that this account sent (see <see cref="Model.Message.IsOutgoing"/>).</summary>
public sealed class NewMessage : Update
{
    /// <summary>The message.</summary>
    public required Message Message { get; init; }

    /// <inheritdoc/>
    public override PeerId? ChatId => Message.Chat.Id;
}

using TelegramHost.Client.Model;
using TelegramHost.Client.Peers;

namespace TelegramHost.Client.Updates;

/// <summary>A message was changed: its text, its buttons, its reactions or views.</summary>
/// <remarks>
/// Source: https://core.telegram.org/constructor/updateEditMessage,
/// https://core.telegram.org/constructor/updateEditChannelMessage
/// </remarks>
public sealed class MessageEdited : Update
{
    /// <summary>The message as it is now.</summary>
    public required Message Message { get; init; }

    /// <inheritdoc/>
    public override PeerId? ChatId => Message.Chat.Id;
}

using TelegramHost.Client.Model;
using TelegramHost.Client.Peers;

namespace TelegramHost.Client.Updates;

/// <summary>A message in a chat of a business account that the bot is connected to.</summary>
/// <remarks>Source: https://core.telegram.org/constructor/updateBotNewBusinessMessage</remarks>
public sealed class BusinessMessage : Update
{
    /// <summary>The connection.</summary>
    public required string ConnectionId { get; init; }

    /// <summary>The message.</summary>
    public required Message Message { get; init; }

    /// <summary>The message that it answers, if it answers one.</summary>
    public Message? ReplyTo { get; init; }

    /// <inheritdoc/>
    public override PeerId? ChatId => Message.Chat.Id;
}

using TelegramHost.Client.Model;
using TelegramHost.Client.Peers;

namespace TelegramHost.Client.Updates;

/// <summary>Several photos, videos or files that were sent together.</summary>
/// <remarks>
/// Telegram sends its parts one by one; those that come within <c>Telegram:Updates:AlbumWindow</c> are joined.
/// Source: https://core.telegram.org/constructor/message
/// </remarks>
public sealed class Album : Update
{
    /// <summary>The messages, in order; at least two.</summary>
    public required IReadOnlyList<Message> Messages { get; init; }

    /// <summary>What the messages have in common.</summary>
    public long Id => Messages[0].AlbumId ?? 0;

    /// <summary>The text of the album: of the first message that has one.</summary>
    public string Text => Messages.FirstOrDefault(message => message.Text.Length > 0)?.Text ?? "";

    /// <inheritdoc/>
    public override PeerId? ChatId => Messages[0].Chat.Id;
}

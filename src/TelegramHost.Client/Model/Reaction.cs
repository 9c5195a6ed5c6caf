namespace TelegramHost.Client.Model;

/// <summary>A reaction to a message: an emoji, a custom emoji, or Stars.</summary>
/// <remarks>Source: https://core.telegram.org/type/Reaction</remarks>
public sealed record Reaction
{
    /// <summary>The emoji, if it is one.</summary>
    public string? Emoji { get; init; }

    /// <summary>The custom emoji, by its document id, if it is one.</summary>
    public long? CustomEmojiId { get; init; }

    /// <summary>Whether it was paid for with Stars.</summary>
    public bool IsPaid { get; init; }

    internal static Reaction Of(Schema.ReactionBase reaction) => reaction switch
    {
        Schema.ReactionEmoji r => new Reaction { Emoji = r.Emoticon },
        Schema.ReactionCustomEmoji r => new Reaction { CustomEmojiId = r.DocumentId },
        Schema.ReactionPaid => new Reaction { IsPaid = true },
        _ => new Reaction(),
    };
}

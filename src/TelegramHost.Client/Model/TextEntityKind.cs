namespace TelegramHost.Client.Model;

/// <summary>How a stretch of text is marked.</summary>
public enum TextEntityKind
{
    /// <summary>A marking that this version does not know.</summary>
    Unknown,

    /// <summary><c>@username</c>.</summary>
    Mention,

    /// <summary><c>#tag</c>.</summary>
    Hashtag,

    /// <summary><c>$TICKER</c>.</summary>
    Cashtag,

    /// <summary><c>/command</c>.</summary>
    BotCommand,

    /// <summary>A link as it stands in the text.</summary>
    Url,

    /// <summary>An e-mail address.</summary>
    Email,

    /// <summary>A phone number.</summary>
    Phone,

    /// <summary>A bank card's number.</summary>
    BankCard,

    /// <summary>Bold.</summary>
    Bold,

    /// <summary>Italic.</summary>
    Italic,

    /// <summary>Underlined.</summary>
    Underline,

    /// <summary>Struck through.</summary>
    Strike,

    /// <summary>Hidden until tapped.</summary>
    Spoiler,

    /// <summary>A quotation.</summary>
    Blockquote,

    /// <summary>A quotation that is shown folded.</summary>
    CollapsedBlockquote,

    /// <summary>Code within a line.</summary>
    Code,

    /// <summary>A block of code; <see cref="TextEntity.Language"/> may name its language.</summary>
    Pre,

    /// <summary>Text that leads to <see cref="TextEntity.Url"/>.</summary>
    TextLink,

    /// <summary>Text that stands for the user <see cref="TextEntity.UserId"/>.</summary>
    MentionName,

    /// <summary>A custom emoji of <see cref="TextEntity.DocumentId"/>.</summary>
    CustomEmoji,
}

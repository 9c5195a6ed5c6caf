namespace TelegramHost.Client.Model;

/// <summary>A marked stretch of text.</summary>
/// <param name="Kind">How it is marked.</param>
/// <param name="Offset">Where it starts, in UTF-16 code units, as in a .NET string.</param>
/// <param name="Length">How long it is, in UTF-16 code units.</param>
/// <remarks>Source: https://core.telegram.org/api/entities</remarks>
public sealed record TextEntity(TextEntityKind Kind, int Offset, int Length)
{
    /// <summary>Where a <see cref="TextEntityKind.TextLink"/> leads.</summary>
    public string? Url { get; init; }

    /// <summary>The language of a <see cref="TextEntityKind.Pre"/> block.</summary>
    public string? Language { get; init; }

    /// <summary>Whom a <see cref="TextEntityKind.MentionName"/> stands for.</summary>
    public long? UserId { get; init; }

    /// <summary>Which picture a <see cref="TextEntityKind.CustomEmoji"/> shows.</summary>
    public long? DocumentId { get; init; }
}

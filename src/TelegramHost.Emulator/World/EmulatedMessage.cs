namespace TelegramHost.Emulator;

/// <summary>A message, as one person sees it. A snapshot: later edits make a new one.</summary>
public sealed record EmulatedMessage
{
    /// <summary>
    /// The id that this person knows the message by. In private chats and basic groups each side has another; in supergroups and channels it is
    /// the same for everybody, and says nothing without the <see cref="Chat"/>.
    /// </summary>
    public required int Id { get; init; }

    /// <summary>The conversation.</summary>
    public required EmulatedPeer Chat { get; init; }

    /// <summary>Who wrote it; of a post in a broadcast channel its readers are not told.</summary>
    public required EmulatedUser Sender { get; init; }

    /// <summary>The text or caption; for a service message what it says in words.</summary>
    public required string Text { get; init; }

    /// <summary>Formatting and what the server found in the text, by offset in UTF-16 units.</summary>
    public IReadOnlyList<EmulatedEntity> Entities { get; init; } = [];

    /// <summary>When it was sent.</summary>
    public required DateTimeOffset Date { get; init; }

    /// <summary>When it was edited last, or null.</summary>
    public DateTimeOffset? EditDate { get; init; }

    /// <summary>Whether this person wrote it.</summary>
    public required bool IsOutgoing { get; init; }

    /// <summary>Whether it is a service message such as "Ann created the group".</summary>
    public bool IsService { get; init; }

    /// <summary>The message that it answers, or null.</summary>
    public int? ReplyToId { get; init; }

    /// <summary>The keyboard that came with it, or null.</summary>
    public EmulatedKeyboard? Keyboard { get; init; }

    /// <summary>A photo or a file, or null.</summary>
    public EmulatedFile? File { get; init; }

    /// <summary>Whether it is pinned.</summary>
    public bool IsPinned { get; init; }

    /// <summary>How often a post of a broadcast channel was seen; null for other messages.</summary>
    public int? Views { get; init; }
}

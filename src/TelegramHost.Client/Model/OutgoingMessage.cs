namespace TelegramHost.Client.Model;

/// <summary>A message to send or the new content of an edited one.</summary>
/// <remarks>A string converts to it, so simple texts need no ceremony.</remarks>
public sealed record OutgoingMessage
{
    /// <summary>An empty message to be filled by an object initialiser.</summary>
    public OutgoingMessage()
    {
    }

    /// <summary>A message of this text, as it stands.</summary>
    public OutgoingMessage(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        Text = text;
    }

    /// <summary>The text, sent as it stands; marks go into <see cref="Entities"/>.</summary>
    public string Text { get; init; } = "";

    /// <summary>The marked stretches of <see cref="Text"/>.</summary>
    public IReadOnlyList<TextEntity> Entities { get; init; } = [];

    /// <summary>Buttons under the message or in place of the keyboard.</summary>
    public Keyboard? Keyboard { get; init; }

    /// <summary>The message of the same chat that this one answers.</summary>
    public int? ReplyTo { get; init; }

    /// <summary>Whether it arrives without a sound.</summary>
    public bool Silent { get; init; }

    /// <summary>Whether links get no preview.</summary>
    public bool NoLinkPreview { get; init; }

    /// <summary>Whether it cannot be forwarded or saved.</summary>
    public bool Protected { get; init; }

    /// <summary>When the server shall send it; null means now.</summary>
    public DateTimeOffset? ScheduleAt { get; init; }

    /// <summary>A message of this text.</summary>
    public static implicit operator OutgoingMessage(string text) => new(text);

    /// <summary>A message of this text.</summary>
    public static OutgoingMessage FromString(string text) => new(text);

    /// <summary>The same message with a keyboard.</summary>
    public OutgoingMessage WithKeyboard(Keyboard keyboard) => this with { Keyboard = keyboard };

    /// <summary>The same message as an answer to another one.</summary>
    public OutgoingMessage InReplyTo(int messageId) => this with { ReplyTo = messageId };
}

namespace TelegramHost.Client.Model;

/// <summary>A button of a <see cref="ReplyKeyboard"/>.</summary>
public sealed record ReplyButton
{
    private ReplyButton(ReplyButtonKind kind, string text)
    {
        ArgumentException.ThrowIfNullOrEmpty(text);
        Kind = kind;
        Text = text;
    }

    /// <summary>What a press does.</summary>
    public ReplyButtonKind Kind { get; }

    /// <summary>What stands on the button.</summary>
    public string Text { get; }

    /// <summary>A button that sends its own text.</summary>
    public static ReplyButton Plain(string text) => new(ReplyButtonKind.Text, text);

    /// <summary>A button that sends the user's phone number after asking; private chats only.</summary>
    public static ReplyButton RequestPhone(string text) => new(ReplyButtonKind.RequestPhone, text);

    /// <summary>A button that sends the user's location after asking; private chats only.</summary>
    public static ReplyButton RequestLocation(string text) => new(ReplyButtonKind.RequestLocation, text);

    /// <summary>A button that sends its own text.</summary>
    public static implicit operator ReplyButton(string text) => Plain(text);

    /// <summary>A button that sends its own text.</summary>
    public static ReplyButton FromString(string text) => Plain(text);

    internal static ReplyButton Other(string text) => new(ReplyButtonKind.Other, text.Length > 0 ? text : " ");
}

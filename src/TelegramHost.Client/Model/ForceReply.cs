namespace TelegramHost.Client.Model;

/// <summary>Opens the user's input field as a reply to the message.</summary>
public sealed class ForceReply : Keyboard
{
    /// <summary>Whether only for mentioned users and the author of the message replied to.</summary>
    public bool Selective { get; init; }

    /// <summary>Whether it is shown once.</summary>
    public bool OneTime { get; init; }

    /// <summary>What the empty input field shows meanwhile.</summary>
    public string? Placeholder { get; init; }
}

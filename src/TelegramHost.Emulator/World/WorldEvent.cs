namespace TelegramHost.Emulator;

/// <summary>A change, as one person sees it.</summary>
public sealed record WorldEvent
{
    /// <summary>What changed.</summary>
    public required WorldEventKind Kind { get; init; }

    /// <summary>Whose view it is.</summary>
    public required EmulatedUser Viewer { get; init; }

    /// <summary>The conversation.</summary>
    public required EmulatedPeer Chat { get; init; }

    /// <summary>The message, when one was added or edited.</summary>
    public EmulatedMessage? Message { get; init; }

    /// <summary>The ids of deleted messages.</summary>
    public IReadOnlyList<int> DeletedIds { get; init; } = [];

    /// <summary>Who types.</summary>
    public EmulatedUser? Actor { get; init; }

    /// <summary>Whether the actor types now; false when it stopped.</summary>
    public bool IsTyping { get; init; }
}

using TelegramHost.Client.Peers;

namespace TelegramHost.Client.Updates;

/// <summary>An update with a constructor that this version does not know; those beside it have come through.</summary>
/// <remarks>
/// It may come a second time, when a difference brings it again as part of what a gap had missed. A newer version may read its
/// <see cref="Bytes"/>. Source: https://core.telegram.org/api/invoking#layers
/// </remarks>
public sealed class UnreadableUpdate : Update
{
    /// <summary>The constructor that the bytes begin with; it may be known, and an inner one not.</summary>
    public required uint Constructor { get; init; }

    /// <summary>The update as it came, boxed TL. Bytes of unreadable neighbours may follow.</summary>
    public required ReadOnlyMemory<byte> Bytes { get; init; }

    /// <summary>The channel in whose difference it came, if it was one's.</summary>
    public PeerId? Channel { get; init; }

    /// <inheritdoc/>
    public override PeerId? ChatId => Channel;
}

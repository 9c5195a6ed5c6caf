namespace TelegramHost.Emulator;

/// <summary>Somebody or some group that messages can be sent to.</summary>
public abstract class EmulatedPeer
{
    private protected EmulatedPeer(long id) => Id = id;

    /// <summary>The user id, or the id of the group.</summary>
    public long Id { get; }

    /// <summary>What a chat list shows.</summary>
    public abstract string Name { get; }

    internal abstract PeerKey Key { get; }

    /// <inheritdoc/>
    public override string ToString() => $"{Name} ({Id})";
}

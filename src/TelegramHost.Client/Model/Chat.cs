using TelegramHost.Client.Peers;

namespace TelegramHost.Client.Model;

/// <summary>A conversation: private, group, supergroup or channel.</summary>
/// <remarks>A value of its own: it keeps no reference to the update that it came with.</remarks>
public sealed record Chat
{
    /// <summary>The peer to which messages for this chat go.</summary>
    public required PeerId Id { get; init; }

    /// <summary>What sort of conversation it is.</summary>
    public required ChatKind Kind { get; init; }

    /// <summary>The title; of a private chat the other one's name.</summary>
    public string Title { get; init; } = "";

    /// <summary>The public name without <c>@</c>, if there is one.</summary>
    public string? Username { get; init; }

    /// <summary>Whether this is a private chat.</summary>
    public bool IsPrivate => Kind == ChatKind.Private;

    /// <summary>Whether this is a basic group or a supergroup.</summary>
    public bool IsGroup => Kind is ChatKind.Group or ChatKind.Supergroup;

    /// <summary>Names this chat where a peer is asked for.</summary>
    public static implicit operator PeerReference(Chat chat) => chat?.Id ?? throw new ArgumentNullException(nameof(chat));

    /// <summary>Names this chat where a peer is asked for.</summary>
    public PeerReference ToPeerReference() => Id;

    /// <summary>The title, or the id where no title is known.</summary>
    public override string ToString() => Title.Length > 0 ? Title : Id.ToString();
}

namespace TelegramHost.Emulator;

/// <summary>Whom a conversation is with.</summary>
internal enum PeerKind
{
    /// <summary>A person or a bot.</summary>
    User,

    /// <summary>A basic group.</summary>
    Group,
}

/// <summary>The other side of a conversation, as the owner of a chat list sees it.</summary>
internal readonly record struct PeerKey(PeerKind Kind, long Id)
{
    /// <summary>The conversation with a person or a bot.</summary>
    public static PeerKey User(long id) => new(PeerKind.User, id);

    /// <summary>A group's conversation.</summary>
    public static PeerKey Group(long id) => new(PeerKind.Group, id);

    /// <summary>As TL.</summary>
    public Schema.PeerBase ToPeer() => Kind == PeerKind.User
        ? new Schema.PeerUser { UserId = Id }
        : new Schema.PeerChat { ChatId = Id };
}

namespace TelegramHost.Emulator;

/// <summary>Whom a conversation is with.</summary>
internal enum PeerKind
{
    /// <summary>A person or a bot.</summary>
    User,

    /// <summary>A basic group.</summary>
    Group,

    /// <summary>A supergroup or a broadcast channel.</summary>
    Channel,
}

/// <summary>The other side of a conversation, as the owner of a chat list sees it.</summary>
internal readonly record struct PeerKey(PeerKind Kind, long Id)
{
    /// <summary>The conversation with a person or a bot.</summary>
    public static PeerKey User(long id) => new(PeerKind.User, id);

    /// <summary>A group's conversation.</summary>
    public static PeerKey Group(long id) => new(PeerKind.Group, id);

    /// <summary>A channel's conversation.</summary>
    public static PeerKey Channel(long id) => new(PeerKind.Channel, id);

    /// <summary>As TL.</summary>
    public Schema.PeerBase ToPeer() => Kind switch
    {
        PeerKind.User => new Schema.PeerUser { UserId = Id },
        PeerKind.Group => new Schema.PeerChat { ChatId = Id },
        _ => new Schema.PeerChannel { ChannelId = Id },
    };
}

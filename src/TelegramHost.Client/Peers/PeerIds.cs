using TelegramHost.Schema;

namespace TelegramHost.Client.Peers;

/// <summary>Reads <see cref="PeerId"/>s out of TL.</summary>
internal static class PeerIds
{
    /// <summary>The peer that TL names.</summary>
    public static PeerId Of(PeerBase peer) => peer switch
    {
        PeerUser p => PeerId.User(p.UserId),
        PeerChat p => PeerId.Chat(p.ChatId),
        PeerChannel p => PeerId.Channel(p.ChannelId),
        _ => throw new ArgumentException($"{peer.GetType().Name} is no peer.", nameof(peer)),
    };

    /// <summary>The peer that TL names to the server; null for forms without an id.</summary>
    public static PeerId? Of(InputPeerBase peer, long selfId) => peer switch
    {
        InputPeerSelf => PeerId.User(selfId),
        InputPeerUser p => PeerId.User(p.UserId),
        InputPeerChat p => PeerId.Chat(p.ChatId),
        InputPeerChannel p => PeerId.Channel(p.ChannelId),
        InputPeerUserFromMessage p => PeerId.User(p.UserId),
        InputPeerChannelFromMessage p => PeerId.Channel(p.ChannelId),
        _ => null,
    };

    /// <summary>The peer as TL names it.</summary>
    public static PeerBase ToTl(PeerId peer) => peer.Kind switch
    {
        PeerKind.User => new PeerUser { UserId = peer.Id },
        PeerKind.Chat => new PeerChat { ChatId = peer.Id },
        _ => new PeerChannel { ChannelId = peer.Id },
    };
}

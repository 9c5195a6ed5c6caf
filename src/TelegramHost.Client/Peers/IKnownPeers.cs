namespace TelegramHost.Client.Peers;

/// <summary>What sequencing updates needs to know of peers.</summary>
internal interface IKnownPeers
{
    /// <summary>The account that is logged in; 0 while that is not known.</summary>
    long SelfId { get; }

    /// <summary>Whether anything is known of the peer, be it a short (min) form.</summary>
    bool IsKnown(PeerId peer);

    /// <summary>Whether the peer is known in full, so that short forms of updates may name it by id alone.</summary>
    bool IsKnownInFull(PeerId peer);
}

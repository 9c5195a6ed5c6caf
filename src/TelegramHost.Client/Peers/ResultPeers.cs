using TelegramHost.Schema;

namespace TelegramHost.Client.Peers;

/// <summary>Finds the users and chats that results carry; which results do is known from the schema.</summary>
internal static class ResultPeers
{
    /// <summary>Learns from the answer to a call; answers without peers are passed over.</summary>
    public static void Learn(this PeerCache peers, object? result)
    {
        switch (result)
        {
            case IBringsPeers brings: brings.HandPeersTo(peers); break;
            case UserBase[] users: peers.Add(users, null); break;
            case ChatBase[] chats: peers.Add(null, chats); break;
            case UserBase user: peers.Add(PeerRecords.Of(user)); break;
            case ChatBase chat: peers.Add(PeerRecords.Of(chat)); break;
            default: break;
        }
    }
}

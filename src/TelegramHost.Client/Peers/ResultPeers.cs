using TelegramHost.Schema;

namespace TelegramHost.Client.Peers;

/// <summary>Finds the users and chats that the answers to common calls carry.</summary>
internal static class ResultPeers
{
    /// <summary>Learns from the answer to a call; answers without peers are passed over.</summary>
    public static void Learn(this PeerCache peers, object? result)
    {
        switch (result)
        {
            case Schema.Updates r: peers.Add(r.Users, r.Chats); break;
            case UpdatesCombined r: peers.Add(r.Users, r.Chats); break;
            case UpdatesDifference r: peers.Add(r.Users, r.Chats); break;
            case UpdatesDifferenceSlice r: peers.Add(r.Users, r.Chats); break;
            case UpdatesChannelDifference r: peers.Add(r.Users, r.Chats); break;
            case UpdatesChannelDifferenceTooLong r: peers.Add(r.Users, r.Chats); break;
            case UserBase[] r: peers.Add(r, null); break;
            case UserBase r: peers.Add([r], null); break;
            case AuthAuthorization r: peers.Add([r.User], null); break;
            case AuthSentCodeSuccess { Authorization: AuthAuthorization r }: peers.Add([r.User], null); break;
            case ContactsResolvedPeer r: peers.Add(r.Users, r.Chats); break;
            case ContactsFound r: peers.Add(r.Users, r.Chats); break;
            case ContactsContacts r: peers.Add(r.Users, null); break;
            case ContactsImportedContacts r: peers.Add(r.Users, null); break;
            case MessagesMessages r: peers.Add(r.Users, r.Chats); break;
            case MessagesMessagesSlice r: peers.Add(r.Users, r.Chats); break;
            case MessagesChannelMessages r: peers.Add(r.Users, r.Chats); break;
            case MessagesDialogs r: peers.Add(r.Users, r.Chats); break;
            case MessagesDialogsSlice r: peers.Add(r.Users, r.Chats); break;
            case MessagesPeerDialogs r: peers.Add(r.Users, r.Chats); break;
            case MessagesChats r: peers.Add(null, r.Chats); break;
            case MessagesChatsSlice r: peers.Add(null, r.Chats); break;
            case MessagesChatFull r: peers.Add(r.Users, r.Chats); break;
            case MessagesInvitedUsers r: peers.Learn(r.Updates); break;
            case UsersUserFull r: peers.Add(r.Users, r.Chats); break;
            case ChannelsChannelParticipants r: peers.Add(r.Users, r.Chats); break;
            case ChannelsChannelParticipant r: peers.Add(r.Users, r.Chats); break;
            default: break;
        }
    }
}

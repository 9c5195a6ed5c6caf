using TelegramHost.Client.Model;
using TelegramHost.Client.Peers;
using TelegramHost.Schema;
using TelegramHost.Tl;

namespace TelegramHost.Client.Updates;

/// <summary>What the results of the client's own calls mean for the sequences of updates.</summary>
/// <remarks>They take numbers like pushed updates do and join the same boxes, or every call would look like a gap.</remarks>
internal static class ResultUpdates
{
    /// <summary>The updates that a result carries, or null.</summary>
    public static UpdatesBase? Of(ITlRequest request, object result, long selfId) => result switch
    {
        UpdateShortSentMessage sent when request is MessagesSendMessageRequest send => Expand(send, sent, selfId),
        UpdatesBase updates => updates,
        MessagesInvitedUsers invited => invited.Updates,
        MessagesChatInviteJoinResultOk joined => joined.Updates,
        PaymentsPaymentResult paid => paid.Updates,
        _ => null,
    };

    /// <summary>The numbers that a call took without saying what for, or null.</summary>
    public static (long? ChannelId, int Pts, int PtsCount)? Affected(ITlRequest request, object result) => result switch
    {
        MessagesAffectedMessages a => (ChannelOf(request), a.Pts, a.PtsCount),
        MessagesAffectedHistory a => (ChannelOf(request), a.Pts, a.PtsCount),
        _ => null,
    };

    /// <summary>Where the channels of a list of dialogs stand.</summary>
    public static IEnumerable<(long ChannelId, int Pts)> ChannelPositions(object result)
    {
        DialogBase[] dialogs = result switch
        {
            MessagesDialogs d => d.Dialogs,
            MessagesDialogsSlice d => d.Dialogs,
            MessagesPeerDialogs d => d.Dialogs,
            _ => [],
        };
        foreach (var item in dialogs)
        {
            if (item is Dialog { Peer: PeerChannel channel, Pts: { } pts })
                yield return (channel.ChannelId, pts);
        }
    }

    private static UpdatesBase Expand(MessagesSendMessageRequest request, UpdateShortSentMessage sent, long selfId)
    {
        if (ShortSentMessage.Join(request, sent, selfId) is not { } message)
            return sent;
        return new Schema.Updates
        {
            UpdatesValue =
            [
                new UpdateMessageID { Id = sent.Id, RandomId = request.RandomId },
                new UpdateNewMessage { Message = message, Pts = sent.Pts, PtsCount = sent.PtsCount },
            ],
            Users = [],
            Chats = [],
            Date = sent.Date,
            Seq = 0,
        };
    }

    private static long? ChannelOf(ITlRequest request) => request switch
    {
        ChannelsDeleteMessagesRequest r => ChannelOf(r.Channel),
        ChannelsDeleteParticipantHistoryRequest r => ChannelOf(r.Channel),
        MessagesReadHistoryRequest r => ChannelOf(r.Peer),
        MessagesDeleteHistoryRequest r => ChannelOf(r.Peer),
        MessagesReadMentionsRequest r => ChannelOf(r.Peer),
        MessagesReadReactionsRequest r => ChannelOf(r.Peer),
        MessagesReadPollVotesRequest r => ChannelOf(r.Peer),
        MessagesUnpinAllMessagesRequest r => ChannelOf(r.Peer),
        MessagesDeleteTopicHistoryRequest r => ChannelOf(r.Peer),
        MessagesDeleteSavedHistoryRequest r => ChannelOf(r.ParentPeer),
        _ => null,
    };

    private static long? ChannelOf(InputChannelBase channel) => channel switch
    {
        InputChannel c => c.ChannelId,
        InputChannelFromMessage c => c.ChannelId,
        _ => null,
    };

    private static long? ChannelOf(InputPeerBase? peer) =>
        peer is not null && PeerIds.Of(peer, selfId: 0) is { Kind: PeerKind.Channel } id ? id.Id : null;
}

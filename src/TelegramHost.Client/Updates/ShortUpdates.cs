using TelegramHost.Client.Peers;
using TelegramHost.Schema;

namespace TelegramHost.Client.Updates;

/// <summary>The short forms of new messages, which name their peers by id alone, and the peers that messages need.</summary>
/// <remarks>"If the client doesn't know the user … it should get the difference."
/// Source: https://core.telegram.org/api/updates#recovering-gaps</remarks>
internal static class ShortUpdates
{
    /// <summary>The long form of a private message; null if a peer in it is not known in full.</summary>
    public static UpdateNewMessage? Expand(UpdateShortMessage u, IKnownPeers peers)
    {
        if (peers.SelfId == 0 || !peers.IsKnownInFull(PeerId.User(u.UserId)) || !AreKnown(u.FwdFrom, u.ViaBotId, u.ReplyTo, u.Entities, peers))
            return null;
        return new UpdateNewMessage
        {
            Pts = u.Pts,
            PtsCount = u.PtsCount,
            Message = new Schema.Message
            {
                Id = u.Id,
                Out = u.Out,
                Mentioned = u.Mentioned,
                MediaUnread = u.MediaUnread,
                Silent = u.Silent,
                FromId = new PeerUser { UserId = u.Out ? peers.SelfId : u.UserId },
                PeerId = new PeerUser { UserId = u.UserId },
                FwdFrom = u.FwdFrom,
                ViaBotId = u.ViaBotId,
                ReplyTo = u.ReplyTo,
                Date = u.Date,
                MessageValue = u.Message,
                Entities = u.Entities,
                TtlPeriod = u.TtlPeriod,
            },
        };
    }

    /// <summary>The long form of a group message; null if a peer in it is not known in full.</summary>
    public static UpdateNewMessage? Expand(UpdateShortChatMessage u, IKnownPeers peers)
    {
        if (!peers.IsKnownInFull(PeerId.User(u.FromId)) || !peers.IsKnown(PeerId.Chat(u.ChatId))
            || !AreKnown(u.FwdFrom, u.ViaBotId, u.ReplyTo, u.Entities, peers))
        {
            return null;
        }

        return new UpdateNewMessage
        {
            Pts = u.Pts,
            PtsCount = u.PtsCount,
            Message = new Schema.Message
            {
                Id = u.Id,
                Out = u.Out,
                Mentioned = u.Mentioned,
                MediaUnread = u.MediaUnread,
                Silent = u.Silent,
                FromId = new PeerUser { UserId = u.FromId },
                PeerId = new PeerChat { ChatId = u.ChatId },
                FwdFrom = u.FwdFrom,
                ViaBotId = u.ViaBotId,
                ReplyTo = u.ReplyTo,
                Date = u.Date,
                MessageValue = u.Message,
                Entities = u.Entities,
                TtlPeriod = u.TtlPeriod,
            },
        };
    }

    /// <summary>Whether the chat and the sender of a long form are known at all; it brings its own peers, so short forms do.</summary>
    public static bool IsFromStrangers(UpdateBase update, IKnownPeers peers)
    {
        var message = update switch
        {
            UpdateNewMessage u => u.Message,
            UpdateEditMessage u => u.Message,
            _ => null,
        };
        return message switch
        {
            Schema.Message m => !IsMet(m.PeerId, peers) || !IsMet(m.FromId, peers),
            MessageService m => !IsMet(m.PeerId, peers) || !IsMet(m.FromId, peers),
            _ => false,
        };
    }

    private static bool IsMet(PeerBase? peer, IKnownPeers peers) =>
        peer is null || (PeerIds.Of(peer) is var id && (id == PeerId.User(peers.SelfId) || peers.IsKnown(id)));

    private static bool AreKnown(
        MessageFwdHeader? forwarded, long? viaBot, MessageReplyHeaderBase? replyTo, MessageEntityBase[]? entities, IKnownPeers peers)
    {
        foreach (var peer in (ReadOnlySpan<PeerBase?>)[forwarded?.FromId, forwarded?.SavedFromPeer, (replyTo as MessageReplyHeader)?.ReplyToPeerId])
        {
            if (peer is not null && !peers.IsKnownInFull(PeerIds.Of(peer)))
                return false;
        }

        if (viaBot is { } bot && !peers.IsKnownInFull(PeerId.User(bot)))
            return false;
        foreach (var entity in entities ?? [])
        {
            if (entity is MessageEntityMentionName named && !peers.IsKnownInFull(PeerId.User(named.UserId)))
                return false;
        }

        return true;
    }
}

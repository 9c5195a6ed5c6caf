using TelegramHost.Client.Peers;
using TelegramHost.Schema;

namespace TelegramHost.Client.Model;

/// <summary>Joins the server's shortest answer to a sent message with what was sent.</summary>
/// <remarks>"Shortened constructor containing info on an outgoing message to a contact": peer, text and reply stand in the request only.
/// Source: https://core.telegram.org/constructor/updateShortSentMessage</remarks>
internal static class ShortSentMessage
{
    /// <summary>The message as other clients see it.</summary>
    /// <returns>Null if the request names its peer in a form without an id.</returns>
    public static Schema.Message? Join(MessagesSendMessageRequest request, UpdateShortSentMessage answer, long selfId)
    {
        if (PeerIds.Of(request.Peer, selfId) is not { } peer)
            return null;
        return new Schema.Message
        {
            Id = answer.Id,
            Out = answer.Out,
            PeerId = PeerIds.ToTl(peer),
            FromId = selfId == 0 ? null : new PeerUser { UserId = selfId },
            Date = answer.Date,
            MessageValue = request.Message,
            Entities = answer.Entities,
            Media = answer.Media,
            TtlPeriod = answer.TtlPeriod,
            Silent = request.Silent,
            InvertMedia = request.InvertMedia,
            Noforwards = request.Noforwards,
            ReplyTo = ReplyOf(request.ReplyTo),
            // Other keyboards belong to the chat and don't stay with the message.
            ReplyMarkup = request.ReplyMarkup as ReplyInlineMarkup,
        };
    }

    private static MessageReplyHeader? ReplyOf(InputReplyToBase? replyTo) => replyTo is InputReplyToMessage reply
        ? new MessageReplyHeader { ReplyToMsgId = reply.ReplyToMsgId, ReplyToTopId = reply.TopMsgId }
        : null;
}

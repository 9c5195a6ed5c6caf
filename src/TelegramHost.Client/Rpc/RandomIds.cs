using TelegramHost.Schema;
using TelegramHost.Tl;

namespace TelegramHost.Client.Rpc;

/// <summary>The random ids by which the server knows a message that is sent a second time.</summary>
internal static class RandomIds
{
    /// <summary>Those of the messages that <paramref name="request"/> posts, in its order; none if it posts nothing.</summary>
    public static long[] Of(ITlRequest request) => request switch
    {
        MessagesSendMessageRequest send => [send.RandomId],
        MessagesSendMediaRequest send => [send.RandomId],
        MessagesSendMultiMediaRequest send => Array.ConvertAll(send.MultiMedia, media => media.RandomId),
        MessagesForwardMessagesRequest forward => forward.RandomId,
        MessagesSendInlineBotResultRequest send => [send.RandomId],
        MessagesSendQuickReplyMessagesRequest send => send.RandomId,
        _ => [],
    };
}

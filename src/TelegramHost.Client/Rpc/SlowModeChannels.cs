using TelegramHost.Schema;
using TelegramHost.Tl;

namespace TelegramHost.Client.Rpc;

/// <summary>Which calls fall under the slow mode of which chat. Only channels, supergroups among them, have one.</summary>
/// <remarks>Source: https://core.telegram.org/method/channels.toggleSlowMode</remarks>
internal static class SlowModeChannels
{
    /// <summary>The channel to which <paramref name="request"/> posts; null if it posts nothing, or elsewhere.</summary>
    public static long? Of(ITlRequest request) => request switch
    {
        MessagesSendMessageRequest send => Of(send.Peer),
        MessagesSendMediaRequest send => Of(send.Peer),
        MessagesSendMultiMediaRequest send => Of(send.Peer),
        MessagesForwardMessagesRequest forward => Of(forward.ToPeer),
        MessagesSendInlineBotResultRequest send => Of(send.Peer),
        MessagesSendQuickReplyMessagesRequest send => Of(send.Peer),
        _ => null,
    };

    private static long? Of(InputPeerBase peer) => peer switch
    {
        InputPeerChannel channel => channel.ChannelId,
        InputPeerChannelFromMessage channel => channel.ChannelId,
        _ => null,
    };
}

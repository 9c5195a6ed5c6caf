using TelegramHost.Schema;
using TelegramHost.Tl;

namespace TelegramHost.Client.Rpc;

/// <summary>Where calls post messages.</summary>
internal static class PostTargets
{
    /// <summary>The chat to which <paramref name="request"/> posts; null if it posts nothing.</summary>
    public static InputPeerBase? Of(ITlRequest request) => request switch
    {
        MessagesSendMessageRequest send => send.Peer,
        MessagesSendMediaRequest send => send.Peer,
        MessagesSendMultiMediaRequest send => send.Peer,
        MessagesForwardMessagesRequest forward => forward.ToPeer,
        MessagesSendInlineBotResultRequest send => send.Peer,
        MessagesSendQuickReplyMessagesRequest send => send.Peer,
        _ => null,
    };

    /// <summary>Whether <paramref name="request"/> replies to a message.</summary>
    public static bool IsReply(ITlRequest request) => request switch
    {
        MessagesSendMessageRequest send => send.ReplyTo is InputReplyToMessage,
        MessagesSendMediaRequest send => send.ReplyTo is InputReplyToMessage,
        MessagesSendMultiMediaRequest send => send.ReplyTo is InputReplyToMessage,
        _ => false,
    };

    /// <summary>The channel whose slow mode counts for posts to <paramref name="peer"/>; only channels, supergroups among them, have one.</summary>
    /// <remarks>Source: https://core.telegram.org/method/channels.toggleSlowMode</remarks>
    public static long? ChannelOf(InputPeerBase? peer) => peer switch
    {
        InputPeerChannel channel => channel.ChannelId,
        InputPeerChannelFromMessage channel => channel.ChannelId,
        _ => null,
    };

    /// <summary>The chat as one of the limits' keys; null if the limits don't concern it.</summary>
    public static PostTarget? TargetOf(InputPeerBase? peer) => peer switch
    {
        InputPeerUser user => new(user.UserId, IsGroup: false),
        InputPeerUserFromMessage user => new(user.UserId, IsGroup: false),
        // Ids of groups and of channels may be the same.
        InputPeerChat chat => new(-chat.ChatId, IsGroup: true),
        _ => ChannelOf(peer) is { } channel ? new(channel, IsGroup: true) : null,
    };
}

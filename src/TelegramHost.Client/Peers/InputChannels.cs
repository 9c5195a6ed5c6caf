using System.Diagnostics.CodeAnalysis;
using TelegramHost.Schema;

namespace TelegramHost.Client.Peers;

/// <summary>Channels in the form that channel functions take.</summary>
internal static class InputChannels
{
    /// <summary>The channel that a peer is, or false.</summary>
    public static bool TryOf(InputPeerBase peer, [NotNullWhen(true)] out InputChannelBase? channel)
    {
        channel = peer switch
        {
            InputPeerChannel p => new InputChannel { ChannelId = p.ChannelId, AccessHash = p.AccessHash },
            InputPeerChannelFromMessage p => new InputChannelFromMessage { Peer = p.Peer, MsgId = p.MsgId, ChannelId = p.ChannelId },
            _ => null,
        };
        return channel is not null;
    }
}

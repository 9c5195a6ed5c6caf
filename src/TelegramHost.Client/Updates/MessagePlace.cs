using TelegramHost.Client.Peers;
using TelegramHost.Schema;

namespace TelegramHost.Client.Updates;

/// <summary>Where a new message stands in its chat. Within a chat ids grow from message to message.</summary>
/// <param name="Chat">The chat.</param>
/// <param name="Id">The message's id.</param>
internal readonly record struct MessagePlace(PeerId Chat, int Id)
{
    /// <summary>The place of the message that an update brings; null for every other update, also for an edit of an old message.</summary>
    public static MessagePlace? Of(UpdateBase update) => update switch
    {
        UpdateNewMessage u => Of(u.Message),
        UpdateNewChannelMessage u => Of(u.Message),
        _ => null,
    };

    private static MessagePlace? Of(MessageBase message) => message switch
    {
        Message m => new MessagePlace(PeerIds.Of(m.PeerId), m.Id),
        MessageService m => new MessagePlace(PeerIds.Of(m.PeerId), m.Id),
        _ => null,
    };
}

namespace TelegramHost.Emulator;

/// <summary>A conversation in one account's chat list.</summary>
internal sealed class Dialog(PeerKey peer)
{
    /// <summary>Whom it is with.</summary>
    public PeerKey Peer { get; } = peer;

    /// <summary>The messages, oldest first.</summary>
    public List<MessageCopy> Messages { get; } = [];

    /// <summary>The newest message that the owner has read.</summary>
    public int ReadInboxMaxId { get; set; }

    /// <summary>The newest message of the owner that somebody else has read.</summary>
    public int ReadOutboxMaxId { get; set; }

    /// <summary>The newest message, or null.</summary>
    public MessageCopy? Top => Messages.Count == 0 ? null : Messages[^1];

    /// <summary>How many incoming messages are newer than the read mark.</summary>
    public int UnreadCount
    {
        get
        {
            var count = 0;
            for (var i = Messages.Count - 1; i >= 0 && Messages[i].Id > ReadInboxMaxId; i--)
            {
                if (!Messages[i].IsOutgoing)
                    count++;
            }

            return count;
        }
    }
}

namespace TelegramHost.Emulator;

/// <summary>A conversation in one account's chat list.</summary>
internal class Dialog(PeerKey peer)
{
    private readonly List<MessageCopy> _messages = [];

    /// <summary>Whom it is with.</summary>
    public PeerKey Peer { get; } = peer;

    /// <summary>The messages, oldest first.</summary>
    public virtual IReadOnlyList<MessageCopy> Messages => _messages;

    /// <summary>The newest message that the owner has read.</summary>
    public int ReadInboxMaxId { get; set; }

    /// <summary>The newest message of the owner that somebody else has read.</summary>
    public int ReadOutboxMaxId { get; set; }

    /// <summary>The newest message, or null.</summary>
    public virtual MessageCopy? Top => _messages.Count == 0 ? null : _messages[^1];

    /// <summary>How many incoming messages are newer than the read mark.</summary>
    public virtual int UnreadCount
    {
        get
        {
            var count = 0;
            for (var i = _messages.Count - 1; i >= 0 && _messages[i].Id > ReadInboxMaxId; i--)
            {
                if (!_messages[i].IsOutgoing)
                    count++;
            }

            return count;
        }
    }

    /// <summary>Takes a message in.</summary>
    public void Add(MessageCopy copy) => _messages.Add(copy);

    /// <summary>Removes a message.</summary>
    public void Remove(MessageCopy copy) => _messages.Remove(copy);
}

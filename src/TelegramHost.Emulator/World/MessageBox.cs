namespace TelegramHost.Emulator;

/// <summary>The messages of one account's private chats and basic groups, by id and by conversation, and its chat list.</summary>
internal sealed class MessageBox
{
    private readonly Dictionary<int, MessageCopy> _byId = [];
    private readonly Dictionary<PeerKey, Dialog> _dialogs = [];
    private int _lastId;

    /// <summary>The conversations, in no order.</summary>
    public IEnumerable<Dialog> Dialogs => _dialogs.Values;

    /// <summary>All unread messages.</summary>
    public int UnreadCount => _dialogs.Values.Sum(dialog => dialog.UnreadCount);

    /// <summary>A message, or null.</summary>
    public MessageCopy? Find(int id) => _byId.GetValueOrDefault(id);

    /// <summary>A conversation, or null.</summary>
    public Dialog? FindDialog(PeerKey peer) => _dialogs.GetValueOrDefault(peer);

    /// <summary>A conversation, begun when there is none.</summary>
    public Dialog Open(PeerKey peer)
    {
        if (!_dialogs.TryGetValue(peer, out var dialog))
            _dialogs.Add(peer, dialog = new Dialog(peer));
        return dialog;
    }

    /// <summary>Puts a channel into the chat list.</summary>
    public void Open(ChannelDialog dialog) => _dialogs.Add(dialog.Peer, dialog);

    /// <summary>Takes a channel out of the chat list.</summary>
    public void Close(EmulatedChannel channel) => _dialogs.Remove(channel.Key);

    /// <summary>Takes a message in, under the next id.</summary>
    public MessageCopy Add(Account owner, PeerKey peer, SharedMessage content, bool isMentioned)
    {
        var copy = new MessageCopy(owner, ++_lastId, peer, content, isMentioned);
        _byId.Add(copy.Id, copy);
        Open(peer).Add(copy);
        content.Copies.Add(copy);
        return copy;
    }

    /// <summary>Removes a message; its id is never used again.</summary>
    public void Remove(MessageCopy copy)
    {
        _byId.Remove(copy.Id);
        _dialogs[copy.Peer].Remove(copy);
        copy.Content.Copies.Remove(copy);
    }

    /// <summary>The conversations with messages, newest first.</summary>
    public List<Dialog> ByActivity() =>
        [.. _dialogs.Values.Where(dialog => dialog.Top is not null).OrderByDescending(dialog => dialog.Top!.Content.Date).ThenByDescending(dialog => dialog.Top!.Id)];
}

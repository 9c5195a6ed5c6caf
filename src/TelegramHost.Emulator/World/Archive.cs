namespace TelegramHost.Emulator;

/// <summary>Finds messages where they are: in an account's box, or in a channel.</summary>
internal sealed class Archive(Roster roster)
{
    /// <summary>A message of a conversation, as an account sees it, or null.</summary>
    public MessageCopy? Find(Account account, PeerKey peer, int id)
    {
        if (peer.Kind == PeerKind.Channel)
            return roster.FindChannel(peer.Id)?.History.Find(id)?.CopyOf(account);
        return account.Box.Find(id) is { } copy && copy.Peer == peer ? copy : null;
    }

    /// <summary>All messages of a conversation that an account may see, oldest first.</summary>
    public IReadOnlyList<MessageCopy> All(Account account, PeerKey peer)
    {
        if (account.Box.FindDialog(peer) is { } dialog)
            return dialog.Messages;
        return roster.FindChannel(peer.Id) is { } channel && peer.Kind == PeerKind.Channel ? new ChannelDialog(account, channel).Messages : [];
    }
}

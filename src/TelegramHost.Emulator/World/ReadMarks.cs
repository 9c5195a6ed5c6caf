namespace TelegramHost.Emulator;

/// <summary>Who has read how far.</summary>
internal sealed class ReadMarks(Roster roster, Postman postman, Watchers watchers)
{
    /// <summary>Marks incoming messages as read, and tells their writers.</summary>
    /// <returns>By how much the reader's pts moved: 1, or 0 when there was nothing new or the reader is a bot.</returns>
    public int Read(Account reader, PeerKey peer, int maxId, long sessionId)
    {
        var dialog = reader.Box.FindDialog(peer);
        if (dialog?.Top is not { } top)
            return 0;
        var upTo = Math.Min(maxId, top.Id);
        if (upTo <= dialog.ReadInboxMaxId)
            return 0;

        var fresh = dialog.Messages.Where(copy => copy.Id > dialog.ReadInboxMaxId && copy.Id <= upTo && !copy.IsOutgoing).ToList();
        dialog.ReadInboxMaxId = upTo;
        if (fresh.Count == 0)
            return 0;

        foreach (var written in fresh.GroupBy(copy => copy.Content.Sender))
            TellWriter(written.Key, peer.Kind == PeerKind.Group ? peer : reader.User.Key, written.Last().Content);
        watchers.Tell(WorldEventKind.ChatRead, reader, peer);
        if (reader.IsBot)
            return 0;

        postman.Push(reader, sessionId, reader.Log.AddPts(1, pts => new Schema.UpdateReadHistoryInbox
        {
            Peer = peer.ToPeer(),
            MaxId = upTo,
            StillUnreadCount = dialog.UnreadCount,
            Pts = pts,
            PtsCount = 1,
        }));
        return 1;
    }

    private void TellWriter(Account writer, PeerKey peer, SharedMessage newest)
    {
        if (roster.FindUser(writer.Id) is null || newest.CopyOf(writer) is not { } copy || writer.Box.FindDialog(peer) is not { } dialog
            || copy.Id <= dialog.ReadOutboxMaxId)
        {
            return;
        }

        dialog.ReadOutboxMaxId = copy.Id;
        watchers.Tell(WorldEventKind.ChatRead, writer, peer);
        // Bots are not told who has read what.
        if (writer.IsBot)
            return;
        postman.Push(writer, 0, writer.Log.AddPts(1, pts => new Schema.UpdateReadHistoryOutbox
        {
            Peer = peer.ToPeer(),
            MaxId = copy.Id,
            Pts = pts,
            PtsCount = 1,
        }));
    }
}

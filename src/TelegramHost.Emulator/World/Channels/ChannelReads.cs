namespace TelegramHost.Emulator;

/// <summary>Who has read how far in channels.</summary>
internal sealed class ChannelReads(Postman postman, Watchers watchers)
{
    /// <summary>Marks messages as read; in supergroups their writers are told. Bots are not told who has read what.</summary>
    public void Read(Account reader, EmulatedChannel channel, int maxId, long sessionId)
    {
        if (reader.Box.FindDialog(channel.Key) is not { } dialog)
            return;
        var before = dialog.ReadInboxMaxId;
        var upTo = Math.Min(maxId, channel.History.LastId);
        if (upTo <= before)
            return;
        dialog.ReadInboxMaxId = upTo;
        if (!channel.IsBroadcast)
            TellWriters(reader, channel, before, upTo);
        watchers.Tell(WorldEventKind.ChatRead, reader, channel.Key);
        if (reader.IsBot)
            return;
        postman.Push(reader, sessionId, new Schema.UpdateReadChannelInbox
        {
            ChannelId = channel.Id,
            MaxId = upTo,
            StillUnreadCount = dialog.UnreadCount,
            Pts = channel.History.PtsOf(reader),
        });
    }

    private void TellWriters(Account reader, EmulatedChannel channel, int after, int upTo)
    {
        var newest = new Dictionary<Account, int>();
        var messages = channel.History.Messages;
        for (var i = messages.Count - 1; i >= 0 && messages[i].Place!.Id > after; i--)
        {
            if (messages[i].Place!.Id <= upTo && messages[i].Sender != reader)
                newest.TryAdd(messages[i].Sender, messages[i].Place!.Id);
        }

        foreach (var (writer, id) in newest)
        {
            if (writer.Box.FindDialog(channel.Key) is not { } dialog || dialog.ReadOutboxMaxId >= id)
                continue;
            dialog.ReadOutboxMaxId = id;
            watchers.Tell(WorldEventKind.ChatRead, writer, channel.Key);
            if (!writer.IsBot)
                postman.Push(writer, 0, new Schema.UpdateReadChannelOutbox { ChannelId = channel.Id, MaxId = id });
        }
    }
}

namespace TelegramHost.Emulator.Tests.World;

/// <summary>What a client that follows the protocol knows of a channel.</summary>
internal sealed class ChannelMirror(int pts)
{
    public int Pts { get; private set; } = pts;

    public SortedDictionary<int, string> Messages { get; } = [];

    public SortedSet<int> Pinned { get; } = [];

    /// <summary>Takes a live update, which must follow on what is known.</summary>
    public void Live(Schema.UpdateBase update)
    {
        var (after, count) = update switch
        {
            Schema.UpdateNewChannelMessage u => (u.Pts, u.PtsCount),
            Schema.UpdateEditChannelMessage u => (u.Pts, u.PtsCount),
            Schema.UpdateDeleteChannelMessages u => (u.Pts, u.PtsCount),
            Schema.UpdatePinnedChannelMessages u => (u.Pts, u.PtsCount),
            _ => (0, 0),
        };
        if (after == 0)
            return;
        Assert.Equal(Pts, after - count);
        Apply(update);
        Pts = after;
    }

    public void Difference(Schema.UpdatesChannelDifference part)
    {
        foreach (var message in part.NewMessages)
            Put(message);
        foreach (var update in part.OtherUpdates)
            Apply(update);
        Pts = part.Pts;
    }

    private void Apply(Schema.UpdateBase update)
    {
        switch (update)
        {
            case Schema.UpdateNewChannelMessage u: Put(u.Message); break;
            case Schema.UpdateEditChannelMessage u: Put(u.Message); break;
            case Schema.UpdateDeleteChannelMessages u:
                foreach (var id in u.Messages)
                {
                    Messages.Remove(id);
                    Pinned.Remove(id);
                }

                break;
            case Schema.UpdatePinnedChannelMessages u:
                foreach (var id in u.Messages.Where(Messages.ContainsKey))
                    Pinned.Add(id);
                break;
        }
    }

    private void Put(Schema.MessageBase message)
    {
        if (message is Schema.Message text)
            Messages[text.Id] = text.MessageValue;
        else if (message is Schema.MessageService service)
            Messages[service.Id] = service.Action.GetType().Name;
    }
}

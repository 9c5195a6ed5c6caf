namespace TelegramHost.Emulator.Tests.World;

/// <summary>What a client that follows the protocol knows of its account.</summary>
internal sealed class AccountMirror(int pts)
{
    private readonly SortedDictionary<int, Schema.UpdateBase> _held = [];

    public int Pts { get; private set; } = pts;

    public SortedDictionary<int, string> Messages { get; } = [];

    public SortedDictionary<string, int> ReadMarks { get; } = [];

    /// <summary>Whether an update came that does not follow on what is known.</summary>
    public bool HasGap => _held.Count > 0;

    /// <summary>Takes a live update by the rule of pts: next, duplicate, or kept until the gap closes.</summary>
    public void Live(Schema.UpdateBase update)
    {
        // A step of 0 repeats what is known already.
        if (PtsOf(update) is not { } at || at.Count == 0 || at.Pts <= Pts)
            return;
        _held[at.Pts] = update;
        while (_held.Count > 0 && PtsOf(_held.First().Value) is { } next && next.Pts - next.Count == Pts)
        {
            Apply(_held.First().Value);
            Pts = next.Pts;
            _held.Remove(next.Pts);
        }
    }

    /// <summary>Takes a difference.</summary>
    public void Difference(Schema.MessageBase[] messages, Schema.UpdateBase[] others, int newPts)
    {
        foreach (var message in messages)
            Put(message);
        foreach (var update in others)
            Apply(update);
        Pts = newPts;
    }

    public static (int Pts, int Count)? PtsOf(Schema.UpdateBase update) => update switch
    {
        Schema.UpdateNewMessage u => (u.Pts, u.PtsCount),
        Schema.UpdateEditMessage u => (u.Pts, u.PtsCount),
        Schema.UpdateDeleteMessages u => (u.Pts, u.PtsCount),
        Schema.UpdateReadHistoryInbox u => (u.Pts, u.PtsCount),
        Schema.UpdateReadHistoryOutbox u => (u.Pts, u.PtsCount),
        _ => null,
    };

    private void Apply(Schema.UpdateBase update)
    {
        switch (update)
        {
            case Schema.UpdateNewMessage u: Put(u.Message); break;
            case Schema.UpdateEditMessage u: Put(u.Message); break;
            case Schema.UpdateDeleteMessages u:
                foreach (var id in u.Messages)
                    Messages.Remove(id);
                break;
            case Schema.UpdateReadHistoryInbox u: ReadMarks["in " + NameOf(u.Peer)] = u.MaxId; break;
            case Schema.UpdateReadHistoryOutbox u: ReadMarks["out " + NameOf(u.Peer)] = u.MaxId; break;
        }
    }

    private void Put(Schema.MessageBase any)
    {
        if (any is Schema.Message message)
            Messages[message.Id] = $"{NameOf(message.PeerId)} {(message.Out ? "out" : "in")} {message.MessageValue}";
        else if (any is Schema.MessageService service)
            Messages[service.Id] = $"{NameOf(service.PeerId)} {service.Action.GetType().Name}";
    }

    private static string NameOf(Schema.PeerBase peer) => peer is Schema.PeerUser user ? $"user {user.UserId}" : $"chat {((Schema.PeerChat)peer).ChatId}";
}

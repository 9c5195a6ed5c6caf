namespace TelegramHost.Emulator;

/// <summary>Those who look at the world from inside the process. Used under the world's lock.</summary>
internal sealed class Watchers(Roster roster)
{
    private readonly List<WorldWatch> _watches = [];

    public void Add(WorldWatch watch) => _watches.Add(watch);

    public void Remove(WorldWatch watch) => _watches.Remove(watch);

    /// <summary>A message was added or edited.</summary>
    public void Tell(WorldEventKind kind, MessageCopy copy) =>
        Tell(copy.Owner, copy.Peer, (viewer, chat) => new WorldEvent
        {
            Kind = kind,
            Viewer = viewer,
            Chat = chat,
            Message = PersonView.Message(copy, roster),
        });

    /// <summary>Something about a chat changed.</summary>
    public void Tell(WorldEventKind kind, Account account, PeerKey peer) =>
        Tell(account, peer, (viewer, chat) => new WorldEvent { Kind = kind, Viewer = viewer, Chat = chat });

    /// <summary>Messages of a channel are gone.</summary>
    public void TellDeleted(Account account, PeerKey peer, IReadOnlyList<int> ids) =>
        Tell(account, peer, (viewer, chat) => new WorldEvent { Kind = WorldEventKind.MessagesDeleted, Viewer = viewer, Chat = chat, DeletedIds = ids });

    /// <summary>Messages are gone.</summary>
    public void TellDeleted(Account account, IReadOnlyList<MessageCopy> copies)
    {
        foreach (var inChat in copies.GroupBy(copy => copy.Peer))
            TellDeleted(account, inChat.Key, [.. inChat.Select(copy => copy.Id)]);
    }

    /// <summary>Somebody types, or stopped.</summary>
    public void TellTyping(Account account, PeerKey peer, EmulatedUser actor, bool isTyping) =>
        Tell(account, peer, (viewer, chat) => new WorldEvent
        {
            Kind = WorldEventKind.Typing,
            Viewer = viewer,
            Chat = chat,
            Actor = actor,
            IsTyping = isTyping,
        });

    private void Tell(Account account, PeerKey peer, Func<EmulatedUser, EmulatedPeer, WorldEvent> make)
    {
        WorldEvent? change = null;
        foreach (var watch in _watches)
        {
            if (watch.Viewer == account.User && PersonView.Peer(peer, roster) is { } chat)
                watch.Add(change ??= make(account.User, chat));
        }
    }
}

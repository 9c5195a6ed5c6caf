using TelegramHost.Emulator.Rpc;

namespace TelegramHost.Emulator;

/// <summary>Wraps updates with the peers they mention and hands them to the sessions of an account.</summary>
internal sealed class Postman(Roster roster, TlView view, WorldClock clock)
{
    /// <summary>Where updates leave the world, or null while nobody listens.</summary>
    public IUpdateOutlet? Outlet { get; set; }

    /// <summary>Updates as a container, for an answer.</summary>
    public Schema.Updates Wrap(Account account, params IReadOnlyCollection<Schema.UpdateBase> updates)
    {
        var peers = new PeerCollector(account, roster, view);
        foreach (var update in updates)
            peers.Add(update);
        return new Schema.Updates
        {
            UpdatesValue = [.. updates],
            Users = peers.Users,
            Chats = peers.Chats,
            Date = clock.UnixTime,
            Seq = 0,
        };
    }

    /// <summary>Pushes updates to an account's sessions, except the one that has them in its answer.</summary>
    public void Push(Account account, long exceptSessionId, params IReadOnlyCollection<Schema.UpdateBase> updates)
    {
        if (Outlet is { } outlet && updates.Count > 0)
            outlet.Push(account.Id, Wrap(account, updates), exceptSessionId);
    }

    /// <summary>Pushes one update that no state depends on.</summary>
    public void PushShort(Account account, Schema.UpdateBase update) =>
        Outlet?.Push(account.Id, new Schema.UpdateShort { Update = update, Date = clock.UnixTime });
}

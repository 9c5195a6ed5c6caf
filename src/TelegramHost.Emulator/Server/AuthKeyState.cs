using TelegramHost.Emulator.Rpc;
using TelegramHost.MtProto.Crypto;

namespace TelegramHost.Emulator.Server;

/// <summary>Everything that belongs to one auth key: its salts, its sessions, who is logged in with it.</summary>
internal sealed class AuthKeyState
{
    private static readonly TimeSpan SessionLife = TimeSpan.FromMinutes(10);

    private readonly Dictionary<long, AttachedSession> _sessions = [];
    private readonly LoginState _login = new();
    private long _newestForgottenId;

    public AuthKeyState(NewAuthKey created, int dataCenter, Func<long> randomNumber, DateTimeOffset now)
    {
        Key = created.Key;
        DataCenter = dataCenter;
        ExpiresAt = created.ExpiresAt;
        Salts = new SaltTable(created.FirstSalt, now, randomNumber);
    }

    /// <summary>Guards the key's sessions; never held while the world is called.</summary>
    public Lock Gate { get; } = new();

    public AuthKey Key { get; }

    public long Id => Key.Id;

    public int DataCenter { get; }

    public SaltTable Salts { get; }

    /// <summary>When a temporary key ends; null for a permanent one.</summary>
    public DateTimeOffset? ExpiresAt { get; private set; }

    public bool IsTemporary => ExpiresAt is not null;

    /// <summary>The permanent key that a temporary one was bound to.</summary>
    public AuthKeyState? Permanent { get; private set; }

    /// <summary>Whether the key may only be bound: it is temporary and belongs to nobody yet.</summary>
    public bool IsUnbound => IsTemporary && Permanent is null;

    /// <summary>Who is logged in; a bound temporary key shares this with its permanent one.</summary>
    public LoginState Login => Permanent?.Login ?? _login;

    /// <summary>The layer that a client declared last with this key; new sessions begin in it.</summary>
    public int Layer { get; set; }

    /// <summary>Whether a client has introduced itself with this key.</summary>
    public bool IsInitialised { get; set; }

    public IReadOnlyCollection<AttachedSession> Sessions => _sessions.Values;

    public AttachedSession? FindSession(long id) => _sessions.GetValueOrDefault(id);

    /// <summary>The session of that number, or a new one.</summary>
    public AttachedSession OpenSession(long id, Func<long> randomNumber, DateTimeOffset now)
    {
        if (_sessions.TryGetValue(id, out var session))
            return session;
        session = new AttachedSession(this, new ServerSession(id, Salts, randomNumber(), now, _newestForgottenId));
        _sessions.Add(id, session);
        return session;
    }

    /// <summary>Binds a temporary key to <paramref name="permanent"/>, to end at <paramref name="expiresAt"/> at the latest.</summary>
    public void Bind(AuthKeyState permanent, DateTimeOffset expiresAt)
    {
        lock (Gate)
        {
            Permanent = permanent;
            if (expiresAt < ExpiresAt)
                ExpiresAt = expiresAt;
            ForgetClient();
        }
    }

    /// <summary>Another temporary key has taken this one's place, or the permanent key is gone.</summary>
    public void Unbind()
    {
        lock (Gate)
        {
            Permanent = null;
            ForgetClient();
        }
    }

    /// <summary>Ends a session.</summary>
    /// <returns>False if there is none of that number.</returns>
    public bool RemoveSession(long id)
    {
        if (!_sessions.Remove(id, out var session))
            return false;
        session.Detach();
        return true;
    }

    /// <summary>Forgets sessions that no connection has carried for ten minutes.</summary>
    public void ForgetStaleSessions(DateTimeOffset now)
    {
        foreach (var session in _sessions.Values)
        {
            if (session.Connection is null && now - session.Session.LastHeardOf > SessionLife)
                _sessions.Remove(session.Session.Id);
        }
    }

    /// <summary>Forgets all sessions at once, as a restarted server does.</summary>
    public void ForgetSessions()
    {
        foreach (var session in _sessions.Values)
        {
            // Even one that forgets everything has a clock that goes on: it does not use an identifier again.
            _newestForgottenId = Math.Max(_newestForgottenId, session.Session.NewestId);
            session.Detach();
        }

        _sessions.Clear();
    }

    /// <summary>"The client must also rewrite client info using initConnection after each binding."</summary>
    private void ForgetClient()
    {
        IsInitialised = false;
        foreach (var session in _sessions.Values)
            session.Caller.IsInitialised = false;
    }
}

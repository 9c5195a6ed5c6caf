using System.Collections.Concurrent;

namespace TelegramHost.Emulator.Server;

/// <summary>The auth keys that exist.</summary>
internal sealed class AuthKeyRing
{
    private readonly ConcurrentDictionary<long, AuthKeyState> _keys = new();

    public ICollection<AuthKeyState> All => _keys.Values;

    public bool Contains(long id) => _keys.ContainsKey(id);

    public void Add(AuthKeyState key) => _keys[key.Id] = key;

    /// <summary>The key of that id, unless it is temporary and has expired.</summary>
    public AuthKeyState? Find(long id, DateTimeOffset now)
    {
        if (!_keys.TryGetValue(id, out var key))
            return null;
        if (key.ExpiresAt is null || key.ExpiresAt > now)
            return key;
        Remove(key);
        return null;
    }

    public void Remove(AuthKeyState key) => _keys.TryRemove(key.Id, out _);

    public void RemoveWhere(Func<AuthKeyState, bool> condition)
    {
        foreach (var key in _keys.Values.Where(condition))
            Remove(key);
    }

    public void Clear() => _keys.Clear();
}

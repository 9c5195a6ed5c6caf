using System.Collections.Immutable;

namespace TelegramHost.MtProto.Session;

/// <summary>The salts of one auth key: which one is right now, and when to ask the server for more.</summary>
/// <remarks>
/// A salt lasts about half an hour; the server takes the one before it for 1800 seconds more. A salt belongs to the key, not to a session.
/// Source: https://core.telegram.org/mtproto/description#server-salt
/// </remarks>
internal sealed class SaltBook
{
    /// <summary>How many salts are asked for, enough for half a day; the server gives 1 to 64.</summary>
    public const int AskFor = 32;

    // With fewer salts than this behind the current one, more are asked for.
    private const int FewLeft = 2;

    private static readonly TimeSpan _patience = TimeSpan.FromMinutes(1);
    private static readonly TimeSpan _pause = TimeSpan.FromMinutes(10);

    // How long a salt is thought to last that came without times, with an error or a new session.
    private static readonly TimeSpan _unknownLife = TimeSpan.FromMinutes(30);

    // Whoever stores the salts, or hands them to the next session, holds the same array.
    private ImmutableArray<ServerSalt> _salts;
    private DateTimeOffset _askNotBefore = DateTimeOffset.MinValue;

    /// <summary>Starts with what is known of the key.</summary>
    public SaltBook(ImmutableArray<ServerSalt> known) => _salts = known.Sort(CompareByTime);

    /// <summary>All salts that are current or to come, by time.</summary>
    public ImmutableArray<ServerSalt> Salts => _salts;

    /// <summary>The salt for a message that goes out at <paramref name="serverTime"/>; 0 if none is known, which the server corrects.</summary>
    public long Current(DateTimeOffset serverTime)
    {
        DropOutdated(serverTime);
        return _salts.Length > 0 ? _salts[0].Salt : 0;
    }

    /// <summary>The server named the salt that is right now.</summary>
    /// <returns>Whether it was not the current one.</returns>
    public bool Use(long salt, DateTimeOffset serverTime)
    {
        if (Current(serverTime) == salt && _salts.Length > 0)
            return false;

        // If it is known the server is further in the list than the times say; what follows is still to come.
        var known = IndexOf(_salts, salt);
        _salts = known >= 0
            ? [_salts[known] with { ValidSince = serverTime }, .. _salts[(known + 1)..]]
            : [new ServerSalt(salt, serverTime, serverTime + _unknownLife)];
        return true;
    }

    /// <summary>The server told salts to come.</summary>
    /// <returns>Whether any of them was news.</returns>
    public bool AddFuture(ReadOnlySpan<ServerSalt> salts, DateTimeOffset serverTime, DateTimeOffset now)
    {
        _askNotBefore = now + _pause;
        var changed = _salts.ToBuilder();
        var isNews = false;
        foreach (var salt in salts)
        {
            if (salt.ValidUntil <= serverTime || salt.ValidSince >= salt.ValidUntil)
                continue;
            var known = IndexOf(changed, salt.Salt);
            if (known >= 0 && changed[known] == salt)
                continue;
            isNews = true;
            if (known >= 0)
                changed[known] = salt;
            else
                changed.Add(salt);
        }

        if (!isNews)
            return false;
        changed.Sort(CompareByTime);
        _salts = changed.ToImmutable();
        DropOutdated(serverTime);
        return true;
    }

    /// <summary>When the server should be asked for more salts, in server time; never before <see cref="AskNotBefore"/>.</summary>
    public DateTimeOffset FewLeftAt => _salts.Length <= FewLeft ? DateTimeOffset.MinValue : _salts[^FewLeft].ValidSince;

    /// <summary>Local time before which the server is not asked (again).</summary>
    public DateTimeOffset AskNotBefore => _askNotBefore;

    /// <summary>The server was asked; if it does not answer it is asked again after a while.</summary>
    public void NoteAsked(DateTimeOffset now) => _askNotBefore = now + _patience;

    /// <summary>An answer that has not come yet will not come.</summary>
    public void NoteConnectionLost(DateTimeOffset now)
    {
        if (_askNotBefore <= now + _patience)
            _askNotBefore = DateTimeOffset.MinValue;
    }

    // The first one stays, however old, until another is valid: an outdated salt gets a bad_server_salt with the right one.
    private void DropOutdated(DateTimeOffset serverTime)
    {
        var outdated = 0;
        while (outdated + 1 < _salts.Length && _salts[outdated + 1].ValidSince <= serverTime)
            outdated++;
        if (outdated > 0)
            _salts = _salts.RemoveRange(0, outdated);
    }

    private static int CompareByTime(ServerSalt left, ServerSalt right) => left.ValidSince.CompareTo(right.ValidSince);

    private static int IndexOf(IReadOnlyList<ServerSalt> salts, long salt)
    {
        for (var i = 0; i < salts.Count; i++)
        {
            if (salts[i].Salt == salt)
                return i;
        }

        return -1;
    }
}

namespace TelegramHost.Emulator.Server;

/// <summary>The salts of one auth key: each valid for half an hour, and accepted for another half.</summary>
/// <remarks>Source: https://core.telegram.org/mtproto/description#server-salt</remarks>
internal sealed class SaltTable
{
    /// <summary>How long one salt is the current one.</summary>
    public static readonly TimeSpan Lifetime = TimeSpan.FromMinutes(30);

    /// <summary>How long an outdated salt is still accepted.</summary>
    public static readonly TimeSpan Grace = TimeSpan.FromSeconds(1800);

    /// <summary>How many salts a client gets at once.</summary>
    public const int MaxFuture = 64;

    private readonly List<ServerSaltPeriod> _periods = [];
    private readonly Func<long> _next;

    /// <param name="first">The salt that key exchange agreed on.</param>
    /// <param name="now">From when it counts.</param>
    /// <param name="next">Gives further random salts.</param>
    public SaltTable(long first, DateTimeOffset now, Func<long> next)
    {
        _next = next;
        _periods.Add(new ServerSaltPeriod(first, now, now + Lifetime));
    }

    /// <summary>The salt of this moment.</summary>
    public long Current(DateTimeOffset now)
    {
        Advance(now, 1);
        return _periods[IndexAt(now)].Salt;
    }

    /// <summary>Whether a client may use <paramref name="salt"/> now.</summary>
    public bool IsAccepted(long salt, DateTimeOffset now)
    {
        Advance(now, 1);
        foreach (var period in _periods)
        {
            if (period.Salt == salt && period.ValidSince <= now && now < period.ValidUntil + Grace)
                return true;
        }

        return false;
    }

    /// <summary>The salts from now on, the current one first; the count is clamped to 1…64.</summary>
    public IReadOnlyList<ServerSaltPeriod> Future(int count, DateTimeOffset now)
    {
        count = Math.Clamp(count, 1, MaxFuture);
        Advance(now, count);
        return _periods.GetRange(IndexAt(now), count);
    }

    /// <summary>Makes all salts invalid that were given out, as a restarted server does.</summary>
    public void Renew(DateTimeOffset now)
    {
        _periods.Clear();
        _periods.Add(new ServerSaltPeriod(_next(), now, now + Lifetime));
    }

    private void Advance(DateTimeOffset now, int ahead)
    {
        // After a long rest the table begins anew instead of growing through all the hours slept; so it does when the clock was put back,
        // or the salt that is named would be one that is not accepted yet.
        if (now >= _periods[^1].ValidUntil + Grace || now < _periods[0].ValidSince)
            Renew(now);
        while (_periods[^1].ValidUntil <= now || _periods.Count - IndexAt(now) < ahead)
            _periods.Add(new ServerSaltPeriod(_next(), _periods[^1].ValidUntil, _periods[^1].ValidUntil + Lifetime));
        while (_periods.Count > 1 && _periods[0].ValidUntil + Grace <= now)
            _periods.RemoveAt(0);
    }

    private int IndexAt(DateTimeOffset now)
    {
        var index = 0;
        while (index < _periods.Count - 1 && _periods[index].ValidUntil <= now)
            index++;
        return index;
    }
}

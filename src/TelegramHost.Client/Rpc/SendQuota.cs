namespace TelegramHost.Client.Rpc;

/// <summary>So many turns within any window of time: a bucket whose tokens come back one window after they were taken.</summary>
/// <param name="count">How many, at least 1.</param>
/// <param name="window">How long a token is away, in ticks of the clock.</param>
internal sealed class SendQuota(int count, long window)
{
    private readonly Queue<long> _taken = [];

    /// <summary>How many; fewer than are taken at the moment holds all back until enough are there again.</summary>
    public int Count { get; set; } = count;

    /// <summary>Whether all tokens are there.</summary>
    public bool IsFull(long now) => Missing(now, 1) <= 0 && _taken.Count == 0;

    /// <summary>How many ticks of the clock until there are so many tokens, all of them if more are wanted; zero or less if there are.</summary>
    public long Missing(long now, int wanted)
    {
        while (_taken.TryPeek(out var oldest) && oldest + window <= now)
            _taken.Dequeue();
        var tooMany = _taken.Count + Math.Min(wanted, Count) - Count;
        return tooMany <= 0 ? 0 : _taken.ElementAt(tooMany - 1) + window - now;
    }

    /// <summary>Takes tokens, which are there; those beyond all are borrowed from the windows that follow.</summary>
    public void Take(long now, int wanted)
    {
        for (var i = 0; i < wanted; i++)
            _taken.Enqueue(now + i / Count * window);
    }
}

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
    public bool IsFull(long now) => Missing(now) <= 0 && _taken.Count == 0;

    /// <summary>How many ticks of the clock until there is a token; zero or less if there is one.</summary>
    public long Missing(long now)
    {
        while (_taken.TryPeek(out var oldest) && oldest + window <= now)
            _taken.Dequeue();
        return _taken.Count < Count ? 0 : _taken.Peek() + window - now;
    }

    /// <summary>Takes a token, which is there.</summary>
    public void Take(long now) => _taken.Enqueue(now);
}

namespace TelegramHost.Client.Network;

/// <summary>What has become of the ways to the data centres: which one works, which ones are in doubt, and how many tries have failed since one worked.</summary>
/// <remarks>A way works once the server has been heard in a session over it: a network may let the first packets pass and swallow the rest.</remarks>
internal sealed class RouteMemory
{
    private readonly Lock _gate = new();
    private readonly Dictionary<(int Dc, bool Media), Ways> _ways = [];
    private readonly Dictionary<int, int> _failures = [];

    /// <summary>How many tries to reach data centre <paramref name="dc"/> have failed since one succeeded.</summary>
    public int FailuresOf(int dc)
    {
        lock (_gate)
            return _failures.GetValueOrDefault(dc);
    }

    /// <summary>The same ways, best first: the one that works, those that nothing is known of, those in doubt with the oldest doubt first.</summary>
    public IReadOnlyList<DcRoute> Sort(int dc, bool media, IReadOnlyList<DcRoute> routes)
    {
        lock (_gate)
            return _ways.TryGetValue((dc, media), out var ways) ? [.. routes.OrderBy(ways.RankOf)] : routes;
    }

    /// <summary>The server was heard over <paramref name="route"/>: it is preferred from now on, and what was in doubt gets another chance.</summary>
    public void NoteWorked(int dc, bool media, DcRoute route)
    {
        lock (_gate)
        {
            _failures.Remove(dc);
            _ways[(dc, media)] = new Ways { Best = route };
        }
    }

    /// <summary>A try over <paramref name="routes"/> has failed: they stand behind all others until one has worked.</summary>
    public void NoteFailed(int dc, bool media, params IReadOnlyList<DcRoute> routes)
    {
        lock (_gate)
        {
            _failures[dc] = _failures.GetValueOrDefault(dc) + 1;
            if (!_ways.TryGetValue((dc, media), out var ways))
                _ways[(dc, media)] = ways = new Ways();
            ways.Doubted.RemoveAll(routes.Contains);
            ways.Doubted.AddRange(routes);
        }
    }

    /// <summary>What is known of the ways to one data centre.</summary>
    private sealed class Ways
    {
        public DcRoute? Best { get; init; }

        public List<DcRoute> Doubted { get; } = [];

        public int RankOf(DcRoute route) => (Doubted.IndexOf(route), route == Best) switch
        {
            (>= 0 and var age, _) => age,
            (_, true) => -2,
            _ => -1,
        };
    }
}

namespace TelegramHost.Client.Sessions;

/// <summary>Quarantined updates in memory, for stores that keep them there or load them at once.</summary>
internal sealed class QuarantineTable
{
    private readonly Dictionary<long, QuarantineEntry> _entries = [];

    /// <summary>How many there are.</summary>
    public int Count => _entries.Count;

    /// <summary>All entries.</summary>
    public IReadOnlyList<QuarantineEntry> All => [.. _entries.Values];

    /// <summary>Sets some and removes others; their bytes are the table's own from now on.</summary>
    public void Write(IReadOnlyCollection<QuarantineEntry> changed, IReadOnlyCollection<long> removed)
    {
        foreach (var id in removed)
            _entries.Remove(id);
        foreach (var entry in changed)
            _entries[entry.Id] = entry;
    }
}

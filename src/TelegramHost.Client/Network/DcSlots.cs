namespace TelegramHost.Client.Network;

/// <summary>The senders of one data centre, and which of them carries the next call. Not for several threads at once: the pool guards it.</summary>
/// <remarks>
/// Calls share one connection, on which any number of them may be under way, and keep their order there; parts of files have all others.
/// With a limit of one everything shares that one.
/// </remarks>
internal sealed class DcSlots(int limit)
{
    // One part on its way and one behind it keep a line busy; from then on another line carries more.
    private const int CallsOfABusyOne = 2;

    // The one that was chosen last stands last, so that equals take turns.
    private readonly List<Sender> _senders = [];

    /// <summary>All of them.</summary>
    public IReadOnlyList<Sender> All => _senders;

    /// <summary>The one that carries the next call of <paramref name="purpose"/>; null if one more should be made for it.</summary>
    public Sender? Choose(ConnectionPurpose purpose)
    {
        var best = _senders
            .Where(sender => Carries(sender, purpose))
            .OrderBy(sender => sender.IsConnected ? 0 : 1)
            .ThenBy(sender => sender.Load)
            .FirstOrDefault();
        if (best is null || (purpose == ConnectionPurpose.Transfer && WantsMore(best)))
            return null;
        _senders.Remove(best);
        _senders.Add(best);
        return best;
    }

    /// <summary>Takes one in.</summary>
    public void Add(Sender sender) => _senders.Add(sender);

    /// <summary>Takes those out that <paramref name="condition"/> holds for.</summary>
    public List<Sender> TakeOut(Func<Sender, bool> condition)
    {
        var chosen = _senders.Where(condition).ToList();
        _senders.RemoveAll(chosen.Contains);
        return chosen;
    }

    private bool Carries(Sender sender, ConnectionPurpose purpose) =>
        limit == 1 || (sender.Purpose == ConnectionPurpose.Transfer) == (purpose == ConnectionPurpose.Transfer);

    // A new line is no use while the first one still has to find its way; and one is always kept for calls.
    private bool WantsMore(Sender best) =>
        best.IsConnected && best.Load >= CallsOfABusyOne
        && _senders.Count(sender => sender.Purpose == ConnectionPurpose.Transfer) < limit - 1;
}

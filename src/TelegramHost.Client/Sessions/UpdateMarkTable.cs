namespace TelegramHost.Client.Sessions;

/// <summary>Marks in memory, for stores that keep them there or load them at once.</summary>
internal sealed class UpdateMarkTable
{
    private readonly Dictionary<UpdateBox, UpdateMark> _marks = [];

    /// <summary>How many there are.</summary>
    public int Count => _marks.Count;

    /// <summary>All marks.</summary>
    public IReadOnlyList<UpdateMark> All => [.. _marks.Values];

    /// <summary>Sets some and removes others.</summary>
    public void Write(IReadOnlyCollection<UpdateMark> changed, IReadOnlyCollection<UpdateBox> removed)
    {
        foreach (var box in removed)
            _marks.Remove(box);
        foreach (var mark in changed)
            _marks[mark.Box] = mark;
    }
}

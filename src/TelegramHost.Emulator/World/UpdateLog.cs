namespace TelegramHost.Emulator;

/// <summary>The counters of one account, and what happened at each of their steps.</summary>
/// <remarks>Source: https://core.telegram.org/api/updates</remarks>
internal sealed class UpdateLog
{
    /// <summary>How many steps are remembered; who is further behind gets <c>differenceTooLong</c>.</summary>
    public const int Capacity = 20_000;

    private readonly LinkedList<Step> _steps = [];
    private int _forgottenPts = 1;
    private int _forgottenQts;

    /// <summary>The state of messages. A new account begins at 1: 0 means "unset" to clients.</summary>
    public int Pts { get; private set; } = 1;

    /// <summary>The state of bots' sequenced events.</summary>
    public int Qts { get; private set; }

    /// <summary>The number of the last sequenced container. The world sends none: all its containers carry 0, "in no order".</summary>
    public int Seq { get; } = 1;

    /// <summary>Moves pts on by <paramref name="count"/> and remembers the update that says so.</summary>
    /// <param name="count">How many messages the update touches.</param>
    /// <param name="make">Makes the update from the new pts.</param>
    public Schema.UpdateBase AddPts(int count, Func<int, Schema.UpdateBase> make)
    {
        Pts += count;
        return Remember(new Step(make(Pts), Pts, 0)).Update;
    }

    /// <summary>Moves qts on by one and remembers the update that says so.</summary>
    public Schema.UpdateBase AddQts(Func<int, Schema.UpdateBase> make)
    {
        Qts++;
        return Remember(new Step(make(Qts), 0, Qts)).Update;
    }

    /// <summary>What happened after a state that a client has, up to <paramref name="limit"/> steps.</summary>
    public UpdateLogSlice Since(int pts, int qts, int limit)
    {
        if (pts < _forgottenPts || qts < _forgottenQts)
            return new UpdateLogSlice([], Pts, Qts, IsTooLong: true, IsComplete: true);

        var updates = new List<Schema.UpdateBase>();
        var (reachedPts, reachedQts) = (pts, qts);
        foreach (var step in After(pts, qts))
        {
            // pts and qts are counted apart: a step may be known although an older one of the other kind is not.
            if (step.Pts <= pts && step.Qts <= qts)
                continue;
            if (updates.Count == limit)
                return new UpdateLogSlice(updates, reachedPts, reachedQts, IsTooLong: false, IsComplete: false);
            updates.Add(step.Update);
            if (step.Pts != 0)
                reachedPts = step.Pts;
            else
                reachedQts = step.Qts;
        }

        return new UpdateLogSlice(updates, Pts, Qts, IsTooLong: false, IsComplete: true);
    }

    /// <summary>From the oldest step that may be unknown; clients are mostly a few steps behind, so it is sought from the end.</summary>
    private IEnumerable<Step> After(int pts, int qts)
    {
        var first = _steps.Last;
        var (newerPts, newerQts) = (Pts - pts, Qts - qts);
        for (var node = _steps.Last; node is not null && (newerPts > 0 || newerQts > 0); node = node.Previous)
        {
            if (node.Value.Pts > pts || node.Value.Qts > qts)
                first = node;
            if (node.Value.Pts != 0 && node.Value.Pts <= pts)
                newerPts = 0;
            if (node.Value.Qts != 0 && node.Value.Qts <= qts)
                newerQts = 0;
        }

        for (var node = first; node is not null; node = node.Next)
            yield return node.Value;
    }

    private Step Remember(Step step)
    {
        _steps.AddLast(step);
        if (_steps.Count > Capacity)
        {
            var oldest = _steps.First!.Value;
            _forgottenPts = Math.Max(_forgottenPts, oldest.Pts);
            _forgottenQts = Math.Max(_forgottenQts, oldest.Qts);
            _steps.RemoveFirst();
        }

        return step;
    }

    private readonly record struct Step(Schema.UpdateBase Update, int Pts, int Qts);
}

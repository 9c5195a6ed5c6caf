using TelegramHost.Schema;

namespace TelegramHost.Client.Updates;

/// <summary>The account's own sequences (pts, qts, seq) and the difference that fills all three.</summary>
internal sealed class CommonSequences
{
    public CommonSequences(UpdateMachineOptions options, CommonState? state, DateTimeOffset now)
    {
        Pts = new SequenceBox<UpdateBase?>(state?.Pts);
        Qts = new SequenceBox<UpdateBase?>(state?.Qts);
        Seq = new SequenceBox<UpdateContainer>(state?.Seq);
        Date = state?.Date ?? 0;
        Pacer = new DifferencePacer(options, now);
    }

    /// <summary>Private chats and basic groups. An item without an update stands for numbers that a call of our own took.</summary>
    public SequenceBox<UpdateBase?> Pts { get; }

    /// <summary>Secret chats and bots' extra events.</summary>
    public SequenceBox<UpdateBase?> Qts { get; }

    /// <summary>Whole containers.</summary>
    public SequenceBox<UpdateContainer> Seq { get; }

    /// <summary>The server's time up to which nothing is missing, in Unix seconds.</summary>
    public int Date { get; set; }

    public DifferencePacer Pacer { get; }

    /// <summary>Where the sequences stand; null until the server has said.</summary>
    public CommonState? State => Pts.Position is { } pts ? new CommonState(pts, Qts.Position ?? 0, Seq.Position ?? 0, Date) : null;

    /// <summary>Since when updates wait for others; null when none does.</summary>
    public DateTimeOffset? HoleSince => Earlier(Earlier(Pts.HoleSince, Qts.HoleSince), Seq.HoleSince);

    /// <summary>Whether everything before <see cref="State"/> is here: no update waits for another, and no difference is wanted.</summary>
    public bool IsWhole => State is not null && HoleSince is null && !Pacer.IsWanted;

    /// <summary>When a difference is due.</summary>
    public DateTimeOffset? Deadline => Pacer.Deadline(State is null ? null : HoleSince);

    /// <summary>While a difference is fetched nothing is let through.</summary>
    public void Freeze(bool frozen) => Pts.IsFrozen = Qts.IsFrozen = Seq.IsFrozen = frozen;

    /// <summary>Takes the state as the server gave it.</summary>
    /// <param name="state">The state.</param>
    /// <param name="now">The time.</param>
    /// <param name="covered">Receives containers that waited and are covered now.</param>
    public void Jump(UpdatesState state, DateTimeOffset now, ICollection<UpdateContainer>? covered = null)
    {
        Pts.Jump(state.Pts, now);
        // The server has been seen to give an old qts here; what was let through already stays behind us.
        Qts.Jump(Math.Max(state.Qts, Qts.Position ?? 0), now);
        Seq.Jump(state.Seq, now, covered);
        Date = Math.Max(Date, state.Date);
    }

    /// <summary>Whether updates had to be dropped since the last question, so that another difference is needed.</summary>
    public bool TakeOverflow() => Pts.TakeOverflow() | Qts.TakeOverflow() | Seq.TakeOverflow();

    private static DateTimeOffset? Earlier(DateTimeOffset? a, DateTimeOffset? b) => a is null || b < a ? b : a;
}

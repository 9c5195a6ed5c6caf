using TelegramHost.Schema;

namespace TelegramHost.Client.Updates;

/// <summary>The sequence of one channel and the difference that fills it.</summary>
internal sealed class ChannelSequence(long channelId, int pts, UpdateMachineOptions options, DateTimeOffset now)
{
    public long ChannelId { get; } = channelId;

    public SequenceBox<UpdateBase?> Box { get; } = new(pts);

    public DifferencePacer Pacer { get; } = new(options, now);

    /// <summary>The number of the last update let through; 0 as long as it is not known where the channel stands.</summary>
    public int Pts => Box.Position!.Value;

    /// <summary>When a difference is due.</summary>
    public DateTimeOffset? Deadline => Pacer.Deadline(Box.HoleSince);

    /// <summary>The earliest time at which this channel stands in the machine's queue of deadlines.</summary>
    public DateTimeOffset? QueuedFor { get; set; }

    /// <summary>Where the sequence stands.</summary>
    public StateMark Mark => StateMark.OfChannel(ChannelId, Pts);
}

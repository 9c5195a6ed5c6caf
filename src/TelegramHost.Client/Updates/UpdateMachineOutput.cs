using TelegramHost.Schema;

namespace TelegramHost.Client.Updates;

/// <summary>What an <see cref="UpdateMachine"/> wants done. To be taken in order.</summary>
internal abstract record UpdateMachineOutput
{
    private UpdateMachineOutput()
    {
    }

    /// <summary>Hand an update to the handlers.</summary>
    /// <param name="Update">The update.</param>
    /// <param name="Mark">Where its sequence stands once it and all before it are handled.</param>
    /// <param name="Span">The numbers among which it lies; null if it has none.</param>
    public sealed record Deliver(UpdateBase Update, StateMark Mark, UpdateSpan? Span) : UpdateMachineOutput;

    /// <summary>A sequence has moved without an update.</summary>
    public sealed record Moved(StateMark Mark) : UpdateMachineOutput;

    /// <summary>Nothing that came before now is missing any more, of the account's sequences or of a channel's.</summary>
    public sealed record CaughtUp(long? ChannelId) : UpdateMachineOutput;

    /// <summary>It is known for the first time where the account's updates begin; to be stored before anything goes out.</summary>
    public sealed record StateBegun(CommonState State) : UpdateMachineOutput;

    /// <summary>A channel is followed from a number on; to be known before anything of it goes out.</summary>
    public sealed record ChannelFollowed(long ChannelId, int Pts) : UpdateMachineOutput;

    /// <summary>Nothing is tracked of a channel any more.</summary>
    public sealed record ChannelForgotten(long ChannelId) : UpdateMachineOutput;

    /// <summary>Call <c>updates.getState</c>.</summary>
    public sealed record FetchState(long Call) : UpdateMachineOutput;

    /// <summary>Call <c>updates.getDifference</c>.</summary>
    /// <param name="Call">Names the answer.</param>
    /// <param name="From">Where to begin.</param>
    /// <param name="TotalLimit">If more is missing than this, the server is to say so instead; null for no limit.</param>
    public sealed record FetchDifference(long Call, CommonState From, int? TotalLimit = null) : UpdateMachineOutput;

    /// <summary>Call <c>updates.getChannelDifference</c>.</summary>
    public sealed record FetchChannelDifference(long Call, long ChannelId, int Pts, int Limit) : UpdateMachineOutput;

    /// <summary>Call <c>channels.getFullChannel</c> for the pts at which a channel stands.</summary>
    public sealed record FetchChannelPts(long Call, long ChannelId) : UpdateMachineOutput;

    /// <summary>Updates can't be had any more.</summary>
    /// <param name="ChannelId">The channel, or null for the account's.</param>
    /// <param name="FromPts">The pts after which they are missing.</param>
    /// <param name="ToPts">The pts up to which they are missing, where it is known.</param>
    /// <param name="Cause">Why.</param>
    public sealed record Lost(long? ChannelId, int FromPts, int? ToPts, UpdateLossCause Cause) : UpdateMachineOutput;

    /// <summary>Hand the bytes of an update that can't be read to the handlers.</summary>
    /// <param name="ChannelId">The channel in whose difference it came, or null.</param>
    /// <param name="Bytes">The update, boxed TL.</param>
    public sealed record Unreadable(long? ChannelId, ReadOnlyMemory<byte> Bytes) : UpdateMachineOutput;
}

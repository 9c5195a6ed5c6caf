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
    public sealed record Deliver(UpdateBase Update, StateMark Mark) : UpdateMachineOutput;

    /// <summary>A sequence has moved without an update.</summary>
    public sealed record Moved(StateMark Mark) : UpdateMachineOutput;

    /// <summary>Nothing is tracked of a channel any more.</summary>
    public sealed record ChannelForgotten(long ChannelId) : UpdateMachineOutput;

    /// <summary>Call <c>updates.getState</c>.</summary>
    public sealed record FetchState(long Call) : UpdateMachineOutput;

    /// <summary>Call <c>updates.getDifference</c>.</summary>
    public sealed record FetchDifference(long Call, CommonState From) : UpdateMachineOutput;

    /// <summary>Call <c>updates.getChannelDifference</c>.</summary>
    public sealed record FetchChannelDifference(long Call, long ChannelId, int Pts, int Limit) : UpdateMachineOutput;

    /// <summary>Updates can't be had any more.</summary>
    /// <param name="ChannelId">The channel, or null for the account's.</param>
    /// <param name="FromPts">The pts after which they are missing.</param>
    /// <param name="ToPts">The pts up to which they are missing, where it is known.</param>
    /// <param name="Cause">Why.</param>
    public sealed record Lost(long? ChannelId, int FromPts, int? ToPts, UpdateLossCause Cause) : UpdateMachineOutput;
}

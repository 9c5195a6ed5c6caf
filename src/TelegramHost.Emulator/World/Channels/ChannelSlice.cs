namespace TelegramHost.Emulator;

/// <summary>A part of a channel's log, as one account may see it.</summary>
/// <param name="Steps">In order.</param>
/// <param name="Pts">The pts after them.</param>
/// <param name="IsTooLong">The log does not reach back far enough.</param>
/// <param name="IsComplete">There is nothing behind this part.</param>
internal sealed record ChannelSlice(IReadOnlyList<ChannelStep> Steps, int Pts, bool IsTooLong, bool IsComplete);

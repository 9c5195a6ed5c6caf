namespace TelegramHost.Emulator;

/// <summary>A part of an account's log.</summary>
/// <param name="Updates">In order.</param>
/// <param name="Pts">The pts after them.</param>
/// <param name="Qts">The qts after them.</param>
/// <param name="IsTooLong">The log does not reach back far enough.</param>
/// <param name="IsComplete">There is nothing behind this part.</param>
internal sealed record UpdateLogSlice(IReadOnlyList<Schema.UpdateBase> Updates, int Pts, int Qts, bool IsTooLong, bool IsComplete);

namespace TelegramHost.Emulator;

/// <summary>The buttons that came with a message.</summary>
/// <param name="Kind">Where they are shown.</param>
/// <param name="Rows">The rows, top down.</param>
/// <param name="IsOneTime">Whether a reply keyboard hides after one press.</param>
/// <param name="Placeholder">What the empty input field shows, or null.</param>
public sealed record EmulatedKeyboard(
    EmulatedKeyboardKind Kind, IReadOnlyList<IReadOnlyList<EmulatedButton>> Rows, bool IsOneTime = false, string? Placeholder = null);

namespace TelegramHost.Emulator;

/// <summary>A button.</summary>
/// <param name="Text">What it says.</param>
/// <param name="Kind">What a press does.</param>
/// <param name="Data">The callback data; empty for other kinds.</param>
/// <param name="Argument">The address or the text to copy, or null.</param>
public sealed record EmulatedButton(string Text, EmulatedButtonKind Kind, ReadOnlyMemory<byte> Data = default, string? Argument = null);

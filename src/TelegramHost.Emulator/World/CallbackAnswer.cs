namespace TelegramHost.Emulator;

/// <summary>What a bot answered to a pressed button.</summary>
/// <param name="Text">The notification, or null.</param>
/// <param name="IsAlert">Whether it is shown as a dialog that must be closed.</param>
/// <param name="Url">An address to open, or null.</param>
/// <param name="CacheTime">For how many seconds the answer may be kept.</param>
public sealed record CallbackAnswer(string? Text, bool IsAlert, string? Url, int CacheTime);

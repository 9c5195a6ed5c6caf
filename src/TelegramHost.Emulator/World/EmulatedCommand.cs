namespace TelegramHost.Emulator;

/// <summary>A command of a bot's menu.</summary>
/// <param name="Command">The command without the slash.</param>
/// <param name="Description">What it does.</param>
public sealed record EmulatedCommand(string Command, string Description);

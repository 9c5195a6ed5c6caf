namespace TelegramHost.Emulator.Rpc;

/// <summary>What a client says of itself in <c>initConnection</c>; the list of active sessions shows it.</summary>
internal sealed record ClientDevice(int ApiId, string Model, string SystemVersion, string AppVersion);

namespace TelegramHost.Emulator.Server;

/// <summary>One salt and the half hour in which it is the current one.</summary>
internal readonly record struct ServerSaltPeriod(long Salt, DateTimeOffset ValidSince, DateTimeOffset ValidUntil);

namespace TelegramHost.Client.Sessions;

/// <summary>A server salt and the time for which it is valid.</summary>
internal readonly record struct SaltRecord(long Salt, DateTimeOffset ValidSince, DateTimeOffset ValidUntil);

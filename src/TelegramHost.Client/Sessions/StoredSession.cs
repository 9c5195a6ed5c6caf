namespace TelegramHost.Client.Sessions;

/// <summary>A stored session's bytes and the version that a write must name to replace them.</summary>
internal readonly record struct StoredSession(ReadOnlyMemory<byte> Data, long Version);

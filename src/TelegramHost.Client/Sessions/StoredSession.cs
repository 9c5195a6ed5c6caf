namespace TelegramHost.Client.Sessions;

/// <summary>A stored login's bytes and the version that a write must name to replace them.</summary>
/// <param name="Data">The bytes. A secret: whoever has them can act as the account.</param>
/// <param name="Version">Any number but 0; another one after each write.</param>
public readonly record struct StoredSession(ReadOnlyMemory<byte> Data, long Version);

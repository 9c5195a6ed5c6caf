namespace TelegramHost.Client.Sessions;

/// <summary>An update whose handler failed, as a store keeps it.</summary>
/// <param name="Id">Names it within its session.</param>
/// <param name="Data">The update and what is known of its failure. What users wrote is in it.</param>
public readonly record struct QuarantineEntry(long Id, ReadOnlyMemory<byte> Data);

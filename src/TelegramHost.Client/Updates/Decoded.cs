namespace TelegramHost.Client.Updates;

/// <summary>An object as far as it could be read.</summary>
/// <param name="Value">The object with everything that is readable.</param>
/// <param name="Unreadable">The bytes of each update or message that could not be read.</param>
internal sealed record Decoded<T>(T Value, IReadOnlyList<ReadOnlyMemory<byte>> Unreadable);

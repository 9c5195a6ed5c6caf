using TelegramHost.Schema;

namespace TelegramHost.Client.Updates;

/// <summary>An <c>Updates</c> object as far as it could be read.</summary>
/// <param name="Updates">The object with all of its readable updates.</param>
/// <param name="Unreadable">The bytes of each update that could not be read.</param>
internal sealed record DecodedUpdates(UpdatesBase Updates, IReadOnlyList<ReadOnlyMemory<byte>> Unreadable);

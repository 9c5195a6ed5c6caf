using System.Collections.Immutable;

namespace TelegramHost.MtProto.Fallback;

/// <summary>What Telegram publishes, signed, for clients that can't reach its servers: <c>help.configSimple</c>.</summary>
/// <param name="Date">When it was made.</param>
/// <param name="Expires">Until when it is good.</param>
/// <param name="Rules">Addresses, at least one rule.</param>
internal sealed record FallbackConfig(DateTimeOffset Date, DateTimeOffset Expires, ImmutableArray<FallbackRule> Rules);

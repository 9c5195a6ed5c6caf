using TelegramHost.MtProto.Crypto;

namespace TelegramHost.MtProto.Handshake;

/// <summary>What a finished exchange gives. Whoever receives it owns the key.</summary>
/// <param name="Key">The authorization key.</param>
/// <param name="ServerSalt">The first salt for messages with this key.</param>
/// <param name="ServerTimeOffset">Server time minus local time, when the server's parameters arrived.</param>
/// <param name="ExpiresAt">When a temporary key ends, in server time; null for a permanent one.</param>
internal sealed record HandshakeResult(AuthKey Key, long ServerSalt, TimeSpan ServerTimeOffset, DateTimeOffset? ExpiresAt);

namespace TelegramHost.MtProto.Session;

/// <summary>A salt of one auth key and the server time in which the server takes it. Stored with the key.</summary>
/// <param name="Salt">The number that goes into every message.</param>
/// <param name="ValidSince">Server time from which the server takes it.</param>
/// <param name="ValidUntil">Server time at which another one follows; the server takes the old one for 1800 s more.</param>
/// <remarks>Source: https://core.telegram.org/mtproto/description#server-salt</remarks>
internal readonly record struct ServerSalt(long Salt, DateTimeOffset ValidSince, DateTimeOffset ValidUntil);

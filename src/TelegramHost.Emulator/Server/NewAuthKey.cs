using TelegramHost.MtProto.Crypto;

namespace TelegramHost.Emulator.Server;

/// <summary>What a completed key exchange gives the server.</summary>
/// <param name="Key">The key.</param>
/// <param name="FirstSalt">The salt that is valid from now on.</param>
/// <param name="DataCenter">The data center that the client meant, as it wrote it.</param>
/// <param name="ExpiresAt">When a temporary key ends; null for a permanent one.</param>
internal sealed record NewAuthKey(AuthKey Key, long FirstSalt, int DataCenter, DateTimeOffset? ExpiresAt);

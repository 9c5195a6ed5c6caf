namespace TelegramHost.MtProto.Handshake;

/// <summary>The server's checked parameters.</summary>
/// <param name="Generator">The generator g.</param>
/// <param name="Prime">The prime, 256 bytes.</param>
/// <param name="PublicValue">The server's g_a.</param>
/// <param name="ServerTime">The server's clock when it sent them.</param>
/// <param name="ServerTimeOffset">Server time minus local time.</param>
internal sealed record DhGroup(int Generator, byte[] Prime, byte[] PublicValue, DateTimeOffset ServerTime, TimeSpan ServerTimeOffset);

namespace TelegramHost.MtProto.Fallback;

/// <summary>An address of a data centre that is no public one.</summary>
/// <param name="Host">The IPv4 address.</param>
/// <param name="Port">The TCP port, 1 to 65535.</param>
/// <param name="Secret">In hexadecimal digits, the secret with which it speaks as an MTProxy does; null for none.</param>
internal readonly record struct FallbackAddress(string Host, int Port, string? Secret);

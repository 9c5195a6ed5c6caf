namespace TelegramHost.MtProto.Crypto;

/// <summary>How a server derives the verifier of a password: <c>passwordKdfAlgoSHA256SHA256PBKDF2HMACSHA512iter100000SHA256ModPow</c>.</summary>
/// <param name="Salt1">The salt of the inner hash.</param>
/// <param name="Salt2">The salt of the outer hash.</param>
/// <param name="Generator">The group's generator.</param>
/// <param name="Prime">The group's prime, 256 bytes.</param>
internal sealed record SrpParameters(byte[] Salt1, byte[] Salt2, int Generator, byte[] Prime);

namespace TelegramHost.MtProto.Crypto;

/// <summary>What proves to a server that the user knows the password: the fields of <c>inputCheckPasswordSRP</c>.</summary>
/// <param name="A">The client's public value, 256 bytes.</param>
/// <param name="M1">The proof, 32 bytes.</param>
internal sealed record SrpProof(byte[] A, byte[] M1);

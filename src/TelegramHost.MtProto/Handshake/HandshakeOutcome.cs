namespace TelegramHost.MtProto.Handshake;

/// <summary>What the server's last answer led to: exactly one of both is set.</summary>
/// <param name="Result">The key that both sides have.</param>
/// <param name="Retry">Another try with a new secret, which the server asked for.</param>
internal readonly record struct HandshakeOutcome(HandshakeResult? Result, AwaitingDhAnswer? Retry);

namespace TelegramHost.Emulator.Inspection;

/// <summary>Something that a client may not do, seen by the server.</summary>
/// <param name="Time">When.</param>
/// <param name="AuthKeyId">With which key.</param>
/// <param name="SessionId">In which session, or 0.</param>
/// <param name="MessageId">In which message, or 0.</param>
/// <param name="Text">What was wrong.</param>
public sealed record ProtocolOffence(DateTimeOffset Time, long AuthKeyId, long SessionId, long MessageId, string Text);

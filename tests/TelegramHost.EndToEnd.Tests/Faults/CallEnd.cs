namespace TelegramHost.EndToEnd.Tests.Faults;

/// <summary>How a call ended.</summary>
internal sealed record CallEnd(CallKind Kind, int Number, Exception? Fault);

namespace TelegramHost.TlGen;

/// <summary>Something that stops the tool, with a message for the person who runs it.</summary>
internal sealed class TlGenException(string message) : Exception(message);

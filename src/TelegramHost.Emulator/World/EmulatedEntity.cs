namespace TelegramHost.Emulator;

/// <summary>A marked part of a text.</summary>
/// <param name="Kind">The Bot API's word for it: <c>bold</c>, <c>code</c>, <c>text_link</c>, <c>bot_command</c> …</param>
/// <param name="Offset">Where it begins, in UTF-16 units.</param>
/// <param name="Length">How long it is, in UTF-16 units.</param>
/// <param name="Argument">The address of a link, the language of a code block, or null.</param>
public sealed record EmulatedEntity(string Kind, int Offset, int Length, string? Argument = null);

namespace TelegramHost.Emulator;

/// <summary>Where a keyboard is shown.</summary>
public enum EmulatedKeyboardKind
{
    /// <summary>Buttons under the message.</summary>
    Inline,

    /// <summary>Buttons in place of the person's keyboard; a press sends their text.</summary>
    Reply,

    /// <summary>Takes the reply keyboard away.</summary>
    Remove,

    /// <summary>Asks for an answer to this message.</summary>
    ForceReply,
}

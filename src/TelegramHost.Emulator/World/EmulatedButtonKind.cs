namespace TelegramHost.Emulator;

/// <summary>What a press does.</summary>
public enum EmulatedButtonKind
{
    /// <summary>Sends the button's text as a message.</summary>
    Text,

    /// <summary>Sends a callback query to the bot.</summary>
    Callback,

    /// <summary>Opens an address.</summary>
    Url,

    /// <summary>Copies a text.</summary>
    Copy,

    /// <summary>Something that only a full client can do.</summary>
    Other,
}

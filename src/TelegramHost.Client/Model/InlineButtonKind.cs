namespace TelegramHost.Client.Model;

/// <summary>What a press on an <see cref="InlineButton"/> does.</summary>
public enum InlineButtonKind
{
    /// <summary>Sends a callback query to the bot.</summary>
    Callback,

    /// <summary>Opens a link.</summary>
    Url,

    /// <summary>Copies a text.</summary>
    Copy,

    /// <summary>Starts an inline query in a chat of the user's choice.</summary>
    SwitchInline,

    /// <summary>Starts an inline query in the same chat.</summary>
    SwitchInlineHere,

    /// <summary>Opens a Mini App.</summary>
    WebApp,

    /// <summary>Something that this version only shows (a game, a payment, a login …); the raw message has it.</summary>
    Other,
}

namespace TelegramHost.Client.Sessions;

/// <summary>The layout of a <see cref="StringSession"/> as text.</summary>
public enum StringSessionFormat
{
    /// <summary>This library's own: <c>tgh1</c>, then base64url with a check sum.</summary>
    TelegramHost,

    /// <summary>Telethon's, version 1: <c>1</c>, then base64url.</summary>
    Telethon,

    /// <summary>That of gramjs: <c>1</c>, then base64.</summary>
    GramJs,

    /// <summary>Pyrogram's and that of its successors; older layouts of it are read, too.</summary>
    Pyrogram,

    /// <summary>That of mtcute, version 3.</summary>
    Mtcute,
}

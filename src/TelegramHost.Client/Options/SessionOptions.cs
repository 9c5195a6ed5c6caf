namespace TelegramHost.Client;

/// <summary>Where the login is kept between two starts. Section <c>Telegram:Session</c>.</summary>
public sealed class SessionOptions
{
    /// <summary>The kind of store. Default: <see cref="SessionStoreKind.File"/>.</summary>
    public SessionStoreKind Store { get; set; } = SessionStoreKind.File;

    /// <summary>The session file, absolute or relative to the working directory. Default: <c>telegram.session</c>.</summary>
    /// <remarks>Whoever can read this file can act as the account. It is created with access for its owner alone.</remarks>
    public string Path { get; set; } = "telegram.session";
}

namespace TelegramHost.Client.Updates;

/// <summary>Why updates can't be had any more.</summary>
public enum UpdateLossCause
{
    /// <summary>Too much has happened since: the server gives a new starting point instead.</summary>
    TooLong,

    /// <summary>The channel is private, deleted or has never been met with an access hash.</summary>
    ChannelInaccessible,

    /// <summary>The server does not accept the stored position.</summary>
    StateInvalid,

    /// <summary>The answer holds something that this version can't read.</summary>
    Unreadable,

    /// <summary>The settings say that what came before the start is skipped (<c>Telegram:Updates:CatchUp</c>).</summary>
    Skipped,
}

namespace TelegramHost.Client.Updates;

/// <summary>Why a difference did not come.</summary>
internal enum DifferenceFault
{
    /// <summary>It may come next time: no connection, a timeout, an error inside Telegram.</summary>
    Transient,

    /// <summary>The server does not accept the position (PERSISTENT_TIMESTAMP_INVALID).</summary>
    StateInvalid,

    /// <summary>The channel can't be read by this account.</summary>
    Inaccessible,

    /// <summary>An answer came that this version can't read.</summary>
    Unreadable,
}

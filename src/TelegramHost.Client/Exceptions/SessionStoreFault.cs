namespace TelegramHost.Client;

/// <summary>What is wrong with a stored session.</summary>
public enum SessionStoreFault
{
    /// <summary>Somebody else holds the session.</summary>
    Locked,

    /// <summary>The stored bytes are damaged.</summary>
    Corrupt,

    /// <summary>The stored bytes were written by a newer version of this library.</summary>
    NewerVersion,

    /// <summary>The place can't be read or written: no permission, no space, no such folder.</summary>
    Unavailable,

    /// <summary>The session was changed behind the back of its holder.</summary>
    Conflict,

    /// <summary>The session belongs to another account, or to another set of servers, than the settings say.</summary>
    WrongAccount,

    /// <summary>Somebody else has taken the session over: this holder must not write any more.</summary>
    LeaseLost,

    /// <summary>The stored bytes are encrypted with a key that was not given.</summary>
    WrongKey,
}

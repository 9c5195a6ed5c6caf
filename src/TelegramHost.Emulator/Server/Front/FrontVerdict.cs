namespace TelegramHost.Emulator.Server.Front;

/// <summary>What the proxy front makes of the first bytes of a connection.</summary>
/// <param name="Kind">What they are.</param>
/// <param name="Consumed">How many bytes the hello took.</param>
/// <param name="Answer">What goes back, as it is.</param>
/// <param name="Reason">Why the client is not let in.</param>
internal readonly record struct FrontVerdict(FrontVerdictKind Kind, int Consumed = 0, byte[]? Answer = null, string? Reason = null);

/// <summary>The verdicts.</summary>
internal enum FrontVerdictKind
{
    /// <summary>More bytes have to come.</summary>
    NeedMore,

    /// <summary>No TLS: the bytes are for somebody else.</summary>
    NotTls,

    /// <summary>A stranger: gets an answer that any web server might give, and the connection is closed.</summary>
    Refused,

    /// <summary>A client that knows the secret: everything goes on in records.</summary>
    Admitted,
}

namespace TelegramHost.MtProto.Session;

/// <summary>How far a request has come.</summary>
internal enum RequestState
{
    /// <summary>Waits to be packed, for the first time or again.</summary>
    Queued,

    /// <summary>Sent; nothing was heard of it.</summary>
    Sent,

    /// <summary>The server said that it has it: only an answer, a lost session or the caller ends it.</summary>
    Received,

    /// <summary>Answered, failed or cancelled.</summary>
    Ended,
}

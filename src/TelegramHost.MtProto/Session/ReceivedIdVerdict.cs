namespace TelegramHost.MtProto.Session;

/// <summary>What is known about the id of a message that came in.</summary>
internal enum ReceivedIdVerdict
{
    /// <summary>It was not met before.</summary>
    Fresh,

    /// <summary>The message was received before: not used again, but acknowledged again.</summary>
    Duplicate,

    /// <summary>It lies below everything that is remembered, so nobody can tell: not used, not acknowledged.</summary>
    TooOld,
}

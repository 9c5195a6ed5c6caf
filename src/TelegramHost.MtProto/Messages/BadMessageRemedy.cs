namespace TelegramHost.MtProto.Messages;

/// <summary>What becomes of the requests whose message the server refused.</summary>
internal enum BadMessageRemedy
{
    /// <summary>They were not received: send them again with new ids.</summary>
    SendAgain,

    /// <summary>Nobody knows whether they were received: each by its own policy.</summary>
    ByPolicy,

    /// <summary>They may have been received before: the server is asked on the next connection.</summary>
    Ask,

    /// <summary>Sending them again would repeat the fault: they end as failed.</summary>
    Fail,
}

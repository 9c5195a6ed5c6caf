namespace TelegramHost.Dispatch;

/// <summary>What becomes of an update whose handler threw an exception or took too long.</summary>
public enum FailurePolicy
{
    /// <summary>It is logged and counts as done.</summary>
    Skip,

    /// <summary>It is handled again up to <see cref="DispatchOptions.MaxRetries"/> times, in a new scope each time, and then skipped.</summary>
    Retry,

    /// <summary>It is kept in the session's store, with its failure, and counts as done; <c>client.Quarantine</c> lists it and has it handled again.</summary>
    Quarantine,

    /// <summary>The host stops with exit code 1; the update doesn't count as done.</summary>
    StopHost,
}

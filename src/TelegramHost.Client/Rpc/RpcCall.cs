using TelegramHost.Client.Network;

namespace TelegramHost.Client.Rpc;

/// <summary>What a call's strategies know of it while it runs.</summary>
internal sealed class RpcCall
{
    /// <summary>The function's name in the schema.</summary>
    public required string Method { get; init; }

    /// <summary>Whether it may be made again after a fault of the server or of time.</summary>
    public required bool MayRepeat { get; init; }

    /// <summary>Whether the server that is asked may send it to another data centre, or say that the account lives elsewhere.</summary>
    public bool MayMove { get; init; } = true;

    /// <summary>Longest flood wait that it sleeps through.</summary>
    public required TimeSpan MaxFloodWait { get; init; }

    /// <summary>Longest time for all of it; infinite for no limit.</summary>
    public required TimeSpan TotalTimeout { get; init; }

    /// <summary>When its time began to run, by the time provider's timestamp.</summary>
    public long Start { get; set; }

    /// <summary>The channel whose slow mode it falls under; null for none.</summary>
    public long? SlowModeChannel { get; init; }

    /// <summary>The chat to which it posts, where the limits of sending concern it; null otherwise.</summary>
    public PostTarget? PostTarget { get; init; }

    /// <summary>How many messages it posts, each of which counts for the limits.</summary>
    public int Messages { get; init; } = 1;

    /// <summary>Whether its caller wants to hear at once that it is not its turn.</summary>
    public bool DontWait { get; init; }

    /// <summary>Whether it goes before others.</summary>
    public CallPriority Priority { get; init; } = CallPriority.Normal;

    /// <summary>The file that it moves a part of; null for none.</summary>
    public FileTransfer? Transfer { get; init; }

    /// <summary>The messages that it posts, looked for from the first try on; null if it posts none.</summary>
    public OwnMessages.Expectation? Sent { get; init; }

    /// <summary>Its place in a row of calls; null for none.</summary>
    public SequencePlace? Place { get; init; }

    /// <summary>The data centre to which this one call goes; null for the account's own.</summary>
    public int? Dc { get; set; }

    /// <summary>How much of its time is left.</summary>
    public TimeSpan TimeLeft(TimeProvider time) =>
        TotalTimeout == Timeout.InfiniteTimeSpan ? TimeSpan.MaxValue : TotalTimeout - time.GetElapsedTime(Start);
}

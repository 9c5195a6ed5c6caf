namespace TelegramHost.Client.Rpc;

/// <summary>What the settings and their preset come to.</summary>
/// <param name="MaxFloodWait">Longest flood wait that is slept through.</param>
/// <param name="MaxFloodWaits">How many in a row.</param>
/// <param name="MaxRetries">How often a call is repeated after a passing fault.</param>
/// <param name="TotalTimeout">Longest time for all of a call; infinite for no limit.</param>
internal sealed record ResilienceLimits(TimeSpan MaxFloodWait, int MaxFloodWaits, int MaxRetries, TimeSpan TotalTimeout)
{
    // A server that asks for more than this is not to be waited for any longer, however patient the caller.
    private const int ManyWaits = 100;

    /// <summary>The limits of <paramref name="options"/>.</summary>
    public static ResilienceLimits Of(ResilienceOptions options) => options.Preset switch
    {
        ResiliencePreset.AutoSleep => new(TimeSpan.MaxValue, ManyWaits, options.MaxRetries, Timeout.InfiniteTimeSpan),
        // The strategy stays for calls that say themselves how long they would wait.
        ResiliencePreset.NoRetries => new(TimeSpan.Zero, options.MaxFloodWaits, 0, options.TotalTimeout),
        _ => new(options.MaxFloodWait, options.MaxFloodWaits, options.MaxRetries, options.TotalTimeout),
    };

    /// <summary>The limits of <paramref name="options"/> for parts of files, which have none for the whole and are slowed down often.</summary>
    public static ResilienceLimits Of(ResilienceOptions options, TransferDirection direction)
    {
        var transfer = direction == TransferDirection.Upload ? options.Upload : options.Download;
        return options.Preset switch
        {
            ResiliencePreset.AutoSleep => new(TimeSpan.MaxValue, ManyWaits, transfer.MaxRetries, Timeout.InfiniteTimeSpan),
            ResiliencePreset.NoRetries => new(TimeSpan.Zero, ManyWaits, 0, Timeout.InfiniteTimeSpan),
            _ => new(transfer.MaxFloodWait, ManyWaits, transfer.MaxRetries, Timeout.InfiniteTimeSpan),
        };
    }
}

namespace TelegramHost.Client;

/// <summary>Named ways to treat waits and faults; what a preset does not name stays as the other settings have it.</summary>
public enum ResiliencePreset
{
    /// <summary>Short flood waits are slept through, passing faults are repeated a few times, every call has its time limits.</summary>
    Default,

    /// <summary>
    /// Every flood wait is slept through, however long: <see cref="ResilienceOptions.MaxFloodWait"/>, <see cref="ResilienceOptions.MaxFloodWaits"/>
    /// and <see cref="ResilienceOptions.TotalTimeout"/> don't count. For jobs that nobody waits for.
    /// </summary>
    AutoSleep,

    /// <summary>Nothing is slept through or repeated: the caller hears of every wait and every fault at once. Time limits stay.</summary>
    NoRetries,

    /// <summary><see cref="Default"/>, and a data centre that fails again and again is left alone for a while (<see cref="ResilienceOptions.CircuitBreaker"/>).</summary>
    CircuitBreaker,
}

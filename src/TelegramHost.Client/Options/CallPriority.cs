namespace TelegramHost.Client;

/// <summary>Which calls go first where calls wait for their turn (<see cref="ResilienceOptions.SendLimits"/>).</summary>
public enum CallPriority
{
    /// <summary>Somebody waits for it. Messages that reply to another one have it by themselves.</summary>
    High,

    /// <summary>All other calls.</summary>
    Normal,

    /// <summary>Broadcasts and the like, that go when nothing else has to.</summary>
    Low,
}

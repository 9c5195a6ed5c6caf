namespace TelegramHost.Client;

/// <summary>A data centre has failed again and again and is left alone for a while; the call was not sent.</summary>
/// <remarks>Only with <see cref="ResiliencePreset.CircuitBreaker"/>.</remarks>
public sealed class DataCenterUnavailableException : TelegramException
{
    internal DataCenterUnavailableException(int dataCenter, TimeSpan retryAfter, Exception? inner)
        : base($"Data centre {dataCenter} has failed several times in a row and is left alone for {retryAfter.TotalSeconds:0.#} s more (Telegram:Resilience:CircuitBreaker). The call was not sent: make it again then.", inner) =>
        (DataCenter, RetryAfter) = (dataCenter, retryAfter);

    /// <summary>The data centre.</summary>
    public int DataCenter { get; }

    /// <summary>When a call is let through again.</summary>
    public TimeSpan RetryAfter { get; }
}

namespace TelegramHost.Client;

/// <summary>When a data centre is left alone, with <see cref="ResiliencePreset.CircuitBreaker"/>. Section <c>Telegram:Resilience:CircuitBreaker</c>.</summary>
public sealed class CircuitBreakerOptions
{
    /// <summary>After how many failed tries in a row at one data centre its circuit opens. Default: 5.</summary>
    /// <remarks>A try fails by a lost connection, by its time limit, or by an error of Telegram's own (code 500). Other errors prove that the server lives.</remarks>
    public int ConsecutiveFailures { get; set; } = 5;

    /// <summary>How long calls end at once with <see cref="DataCenterUnavailableException"/>; then one is let through as a probe. Default: 30 seconds.</summary>
    public TimeSpan BreakDuration { get; set; } = TimeSpan.FromSeconds(30);
}

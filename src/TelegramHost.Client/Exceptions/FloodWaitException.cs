namespace TelegramHost.Client;

/// <summary>Telegram asks to wait longer than <c>Telegram:Resilience:MaxFloodWait</c> allows to sleep silently.</summary>
public sealed class FloodWaitException : RpcException
{
    private static readonly TimeSpan _longest = TimeSpan.FromDays(14);

    internal FloodWaitException(int code, string text, string method, TimeSpan retryAfter)
        : base(code, text, method,
            $"Call again in {retryAfter.TotalSeconds:0} s, or raise Telegram:Resilience:MaxFloodWait and :TotalTimeout to have the wait slept through.") =>
        RetryAfter = retryAfter;

    /// <summary>How long to wait before the call is made again.</summary>
    public TimeSpan RetryAfter { get; }

    /// <summary>The wait for a number of seconds from the wire: at least one second, at most 14 days.</summary>
    internal static TimeSpan WaitOf(int seconds)
    {
        var wait = TimeSpan.FromSeconds(Math.Max(1, seconds));
        return wait < _longest ? wait : _longest;
    }
}

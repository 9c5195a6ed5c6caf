using TelegramHost.Dispatch;

namespace TelegramHost.Hosting;

/// <summary>What the values of <see cref="DispatchOptions"/> have to be.</summary>
internal static class DispatchOptionsRules
{
    public static IEnumerable<string> Check(DispatchOptions options, string path)
    {
        if (options.MaxConcurrentChats < 1)
            yield return $"{path}:MaxConcurrentChats is {options.MaxConcurrentChats}; it has to be at least 1 (the default is 64).";
        if (options.QueueCapacity < options.MaxConcurrentChats)
            yield return $"{path}:QueueCapacity is {options.QueueCapacity}; it has to be at least MaxConcurrentChats, which is {options.MaxConcurrentChats}.";
        if (options.HandlerTimeout <= TimeSpan.Zero && options.HandlerTimeout != Timeout.InfiniteTimeSpan)
            yield return $"{path}:HandlerTimeout is {options.HandlerTimeout}; it has to be longer than zero, or -00:00:00.001 for no limit.";
        if (options.HandlerTimeout > s_longestTimer)
            yield return $"{path}:HandlerTimeout is {options.HandlerTimeout}; at most {s_longestTimer} is possible, or -00:00:00.001 for no limit.";
        if (!Enum.IsDefined(options.OnFailure))
            yield return $"{path}:OnFailure is {options.OnFailure}; it has to be Skip, Retry, Quarantine or StopHost.";
        if (options.MaxRetries < 0)
            yield return $"{path}:MaxRetries is {options.MaxRetries}; it can't be negative.";
        if (options.RetryDelay < TimeSpan.Zero || options.RetryDelay > s_longestRetryDelay)
            yield return $"{path}:RetryDelay is {options.RetryDelay}; it has to be between 0 and {s_longestRetryDelay}.";
        if (options.QuarantineCapacity < 1)
            yield return $"{path}:QuarantineCapacity is {options.QuarantineCapacity}; it has to be at least 1 (the default is 1000).";
        if (options.ShutdownTimeout < TimeSpan.Zero || options.ShutdownTimeout > s_longestTimer)
            yield return $"{path}:ShutdownTimeout is {options.ShutdownTimeout}; it has to be between 0 and {s_longestTimer}.";
    }

    private static readonly TimeSpan s_longestTimer = TimeSpan.FromDays(1);
    private static readonly TimeSpan s_longestRetryDelay = TimeSpan.FromHours(1);
}

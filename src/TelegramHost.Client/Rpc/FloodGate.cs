using System.Collections.Concurrent;

namespace TelegramHost.Client.Rpc;

/// <summary>Remembers for which functions the server has asked to wait, so that their next callers wait at once instead of asking again.</summary>
/// <remarks>Slow mode counts for one chat, not for a function, and is not remembered here.</remarks>
internal sealed class FloodGate(TimeProvider time)
{
    private readonly ConcurrentDictionary<string, DateTimeOffset> _closedUntil = new(StringComparer.Ordinal);

    /// <summary>The server asked to wait.</summary>
    public void Close(FloodWaitException wait)
    {
        if (wait.Kind == FloodWaitKind.Method)
            _closedUntil[wait.Method] = time.GetUtcNow() + wait.RetryAfter;
    }

    /// <summary>How long <paramref name="method"/> still has to wait; zero if it may go.</summary>
    public TimeSpan Remaining(string method)
    {
        if (!_closedUntil.TryGetValue(method, out var until))
            return TimeSpan.Zero;
        var remaining = until - time.GetUtcNow();
        if (remaining > TimeSpan.Zero)
            return remaining;
        _closedUntil.TryRemove(new KeyValuePair<string, DateTimeOffset>(method, until));
        return TimeSpan.Zero;
    }
}

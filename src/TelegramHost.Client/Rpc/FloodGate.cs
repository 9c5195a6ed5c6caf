using System.Collections.Concurrent;
using System.Diagnostics.CodeAnalysis;

namespace TelegramHost.Client.Rpc;

/// <summary>Remembers for what the server has asked to wait, so that the next callers wait at once instead of asking again.</summary>
internal sealed class FloodGate(TimeProvider time)
{
    /// <summary>How early a timer may fire: who has slept a wait must not be sent back to sleep.</summary>
    private static readonly TimeSpan _earlyTimer = TimeSpan.FromMilliseconds(20);

    /// <summary>From how many entries on those that are over are cleared away: a slow mode whose chat nobody asks for any more.</summary>
    private const int ManyEntries = 1000;

    private readonly ConcurrentDictionary<FloodKey, (FloodWaitKind Kind, long Start, TimeSpan Wait)> _waits = new(concurrencyLevel: 1, capacity: 1);

    /// <summary>The server asked to wait.</summary>
    public void Close(RpcCall call, FloodWaitException wait)
    {
        // A test phone's wait counts for that phone, the others want a person: neither concerns the next caller.
        FloodKey? key = wait.Kind switch
        {
            FloodWaitKind.Method or FloodWaitKind.Premium => FloodKey.OfMethod(call),
            FloodWaitKind.SlowMode when call.SlowModeChannel is not null => FloodKey.OfChannel(call),
            _ => null,
        };
        if (key is not { } known)
            return;
        if (_waits.Count >= ManyEntries)
            Clear();
        _waits[known] = (wait.Kind, time.GetTimestamp(), wait.RetryAfter);
    }

    /// <summary>Whether <paramref name="call"/> has to wait, as the server would say it.</summary>
    public bool IsClosed(RpcCall call, [NotNullWhen(true)] out FloodWaitException? wait) =>
        IsClosed(FloodKey.OfMethod(call), call, out wait)
        || (call.SlowModeChannel is not null && IsClosed(FloodKey.OfChannel(call), call, out wait));

    private bool IsClosed(FloodKey key, RpcCall call, [NotNullWhen(true)] out FloodWaitException? wait)
    {
        wait = null;
        if (!_waits.TryGetValue(key, out var entry))
            return false;
        var left = entry.Wait - time.GetElapsedTime(entry.Start);
        if (left > _earlyTimer)
        {
            wait = FloodWaitException.Remembered(entry.Kind, call.Method, left);
            return true;
        }

        _waits.TryRemove(new(key, entry));
        return false;
    }

    private void Clear()
    {
        foreach (var (key, entry) in _waits)
        {
            if (time.GetElapsedTime(entry.Start) >= entry.Wait)
                _waits.TryRemove(new(key, entry));
        }
    }
}

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

    // Most clients never have to wait.
    private ConcurrentDictionary<FloodKey, (FloodWaitKind Kind, long Start, TimeSpan Wait)>? _waits;

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
        var waits = LazyInitializer.EnsureInitialized(ref _waits, static () => new(concurrencyLevel: 1, capacity: 1));
        if (waits.Count >= ManyEntries)
            Clear(waits);
        waits[known] = (wait.Kind, time.GetTimestamp(), wait.RetryAfter);
    }

    /// <summary>Whether <paramref name="call"/> has to wait, as the server would say it.</summary>
    public bool IsClosed(RpcCall call, [NotNullWhen(true)] out FloodWaitException? wait) =>
        IsClosed(FloodKey.OfMethod(call), call, out wait)
        || (call.SlowModeChannel is not null && IsClosed(FloodKey.OfChannel(call), call, out wait));

    private bool IsClosed(FloodKey key, RpcCall call, [NotNullWhen(true)] out FloodWaitException? wait)
    {
        wait = null;
        if (Volatile.Read(ref _waits) is not { } waits || !waits.TryGetValue(key, out var entry))
            return false;
        var left = entry.Wait - time.GetElapsedTime(entry.Start);
        if (left > _earlyTimer)
        {
            wait = FloodWaitException.Remembered(entry.Kind, call.Method, left);
            return true;
        }

        waits.TryRemove(new(key, entry));
        return false;
    }

    private void Clear(ConcurrentDictionary<FloodKey, (FloodWaitKind Kind, long Start, TimeSpan Wait)> waits)
    {
        foreach (var (key, entry) in waits)
        {
            if (time.GetElapsedTime(entry.Start) >= entry.Wait)
                waits.TryRemove(new(key, entry));
        }
    }
}

using TelegramHost.MtProto.Crypto;

namespace TelegramHost.Client.Network;

/// <summary>The pauses between tries to connect: doubling, with jitter, up to a limit.</summary>
internal sealed class ReconnectBackoff(TimeSpan first, TimeSpan longest, IEntropy entropy)
{
    private int _failures;

    /// <summary>How many tries in a row have failed.</summary>
    public int Failures => _failures;

    /// <summary>The pause after one more failure: half fixed, half chance, so that clients don't come back in step.</summary>
    public TimeSpan Next()
    {
        var doubled = first * Math.Pow(2, Math.Min(Interlocked.Increment(ref _failures) - 1, 20));
        var full = doubled < longest ? doubled : longest;
        return full * (0.5 + (0.5 * entropy.Chance()));
    }

    /// <summary>A try has succeeded, or is worth making now; may be called by anybody.</summary>
    public void Reset() => Volatile.Write(ref _failures, 0);
}

using System.Security.Cryptography;
using TelegramHost.MtProto.Crypto;

namespace TelegramHost.Emulator.Server;

/// <summary>The emulator's random source: the system's, or a repeatable one when the options give a seed.</summary>
internal sealed class EmulatorEntropy(int? seed) : IEntropy
{
    private readonly Lock _gate = new();
#pragma warning disable CA5394 // A seed is asked for by tests that must be repeatable; the emulator guards no secrets then.
    private readonly Random? _seeded = seed is { } value ? new Random(value) : null;

    /// <inheritdoc/>
    public void Fill(Span<byte> destination)
    {
        if (_seeded is null)
        {
            RandomNumberGenerator.Fill(destination);
            return;
        }

        lock (_gate)
            _seeded.NextBytes(destination);
    }
#pragma warning restore CA5394

    /// <summary>A random number of 64 bits.</summary>
    public long NextInt64()
    {
        Span<byte> bytes = stackalloc byte[8];
        Fill(bytes);
        return BitConverter.ToInt64(bytes);
    }
}

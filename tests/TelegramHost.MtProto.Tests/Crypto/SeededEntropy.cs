using TelegramHost.MtProto.Crypto;

namespace TelegramHost.MtProto.Tests.Crypto;

/// <summary>Random bytes that a seed repeats.</summary>
internal sealed class SeededEntropy(int seed) : IEntropy
{
    private readonly Random _random = new(seed);

    public void Fill(Span<byte> destination) => _random.NextBytes(destination);
}

using TelegramHost.MtProto.Crypto;

namespace TelegramHost.Client.Tests;

/// <summary>Random bytes that are the same in every run.</summary>
internal sealed class SeededEntropy(int seed = 1) : IEntropy
{
    private readonly Random _random = new(seed);

    public void Fill(Span<byte> destination) => _random.NextBytes(destination);
}

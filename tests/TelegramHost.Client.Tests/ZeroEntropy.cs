using TelegramHost.MtProto.Crypto;

namespace TelegramHost.Client.Tests;

/// <summary>No chance at all: pauses without jitter.</summary>
internal sealed class ZeroEntropy : IEntropy
{
    public static ZeroEntropy Instance { get; } = new();

    public void Fill(Span<byte> destination) => destination.Clear();
}

using TelegramHost.MtProto.Crypto;

namespace TelegramHost.MtProto.Tests.Crypto;

/// <summary>Gives prepared bytes, one draw after the other; each draw must be exactly as long as what was prepared.</summary>
internal sealed class ScriptedEntropy(params byte[][] draws) : IEntropy
{
    private int _next;

    public bool IsUsedUp => _next == draws.Length;

    public void Fill(Span<byte> destination)
    {
        Assert.True(_next < draws.Length, "more random bytes were drawn than prepared");
        Assert.Equal(draws[_next].Length, destination.Length);
        draws[_next++].CopyTo(destination);
    }
}

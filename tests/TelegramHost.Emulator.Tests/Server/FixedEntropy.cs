using TelegramHost.MtProto.Crypto;

namespace TelegramHost.Emulator.Tests.Server;

/// <summary>Gives the bytes it was made with, in order, and complains when they run out.</summary>
internal sealed class FixedEntropy(params byte[] bytes) : IEntropy
{
    private int _position;

    public void Fill(Span<byte> destination)
    {
        if (destination.Length > bytes.Length - _position)
            throw new InvalidOperationException($"{destination.Length} random bytes were asked for, {bytes.Length - _position} are left.");
        bytes.AsSpan(_position, destination.Length).CopyTo(destination);
        _position += destination.Length;
    }
}

using TelegramHost.MtProto.Framing;
using TelegramHost.Tl;

namespace TelegramHost.MtProto.Tests.Framing;

/// <summary>Feeds a framing the way a socket's loop does: bytes arrive in pieces, whole frames are taken from the front.</summary>
internal sealed class FramingDriver(IFraming framing)
{
    private readonly TlBuffer _buffered = new();

    public List<(FrameKind Kind, byte[] Payload, int Code)> Frames { get; } = [];

    public void Feed(ReadOnlySpan<byte> bytes)
    {
        var start = _buffered.Length;
        _buffered.Append(bytes);
        framing.Received(_buffered.Written[start..]);
        while (framing.TryRead(_buffered.Written) is { Kind: not FrameKind.NeedMore } read)
        {
            Frames.Add((read.Kind, _buffered.Written.Slice(read.PayloadStart, read.PayloadLength).ToArray(), read.Code));
            Assert.InRange(read.Consumed, 1, _buffered.Length);
            _buffered.RemoveFront(read.Consumed);
        }
    }
}

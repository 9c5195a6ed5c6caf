using TelegramHost.MtProto.Crypto;
using TelegramHost.MtProto.Framing;
using TelegramHost.Tl;

namespace TelegramHost.MtProto.Tests.Framing;

/// <summary>The server's end of an obfuscated connection: reads the header as the documentation describes it.</summary>
internal sealed class ObfuscatedPeer : IFraming
{
    private readonly IFraming _inner;
    private readonly AesCtr _incoming;
    private readonly AesCtr _outgoing;

    public ObfuscatedPeer(ObfuscatedFraming client, IFraming inner)
    {
        _inner = inner;
        using var opening = new TlBuffer();
        client.WriteOpening(opening);
        var header = opening.Written.ToArray();
        var reversed = header[8..56];
        Array.Reverse(reversed);
        _incoming = new AesCtr(header.AsSpan(8, 32), header.AsSpan(40, 16));
        _outgoing = new AesCtr(reversed.AsSpan(0, 32), reversed.AsSpan(32, 16));
        _incoming.Transform(header);
        Tag = header[56..60];
        DcId = BitConverter.ToInt16(header, 60);
    }

    public byte[] Tag { get; }

    public short DcId { get; }

    public void WriteOpening(TlBuffer output)
    {
        // A server opens with nothing.
    }

    public void Write(ReadOnlySpan<byte> packet, TlBuffer output)
    {
        var start = output.Length;
        _inner.Write(packet, output);
        _outgoing.Transform(output.Written[start..]);
    }

    public void Received(Span<byte> fresh) => _incoming.Transform(fresh);

    public FrameRead TryRead(ReadOnlySpan<byte> buffered) => _inner.TryRead(buffered);
}

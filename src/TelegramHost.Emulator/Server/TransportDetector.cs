using System.Buffers.Binary;
using System.Security.Cryptography;
using TelegramHost.Emulator.Server.Front;
using TelegramHost.MtProto.Crypto;

namespace TelegramHost.Emulator.Server;

/// <summary>Finds out from the first bytes of a connection how its client frames packets.</summary>
/// <remarks>Source: https://core.telegram.org/mtproto/mtproto-transports</remarks>
internal static class TransportDetector
{
    private const int ObfuscationHeader = 64;

    /// <summary>Looks at what has arrived so far.</summary>
    /// <param name="buffered">All bytes since the connection began.</param>
    /// <param name="proxySecret">The secret of proxied clients, or none.</param>
    /// <param name="isInsideTls">Whether the bytes came in the records of FakeTLS, where nobody but a proxied client is.</param>
    /// <param name="entropy">For padding.</param>
    public static TransportDetection Detect(ReadOnlySpan<byte> buffered, FrontSecret? proxySecret, bool isInsideTls, IEntropy entropy)
    {
        if (isInsideTls)
            return buffered.Length < ObfuscationHeader ? default : Proxied(buffered[..ObfuscationHeader], proxySecret, isInsideTls, entropy);
        if (buffered.IsEmpty)
            return default;
        if (buffered[0] == 0xef)
            return Plain(ServerTransport.Abridged, 1, entropy);
        if (buffered.Length < 4)
            return default;

        switch (BinaryPrimitives.ReadUInt32LittleEndian(buffered))
        {
            case 0xeeeeeeee:
                return Plain(ServerTransport.Intermediate, 4, entropy);
            case 0xdddddddd:
                return Plain(ServerTransport.PaddedIntermediate, 4, entropy);
        }

        if (buffered.Length < 8)
            return default;
        // The first frame of the full transport carries number 0; an obfuscation header never has a zero there.
        if (BinaryPrimitives.ReadUInt32LittleEndian(buffered[4..]) == 0)
            return Plain(ServerTransport.Full, 0, entropy);
        if (buffered.Length < ObfuscationHeader)
            return default;
        return Obfuscated(buffered[..ObfuscationHeader], secret: null, entropy) ?? Proxied(buffered[..ObfuscationHeader], proxySecret, isInsideTls, entropy);
    }

    private static TransportDetection Proxied(ReadOnlySpan<byte> header, FrontSecret? secret, bool isInsideTls, IEntropy entropy) =>
        (secret is null ? null : Obfuscated(header, secret.Key, entropy)) switch
        {
            null => Faulty("The first 64 bytes name no known transport."),
            _ when secret!.Domain is not null && !isInsideTls => Faulty("The proxy's secret demands TLS, and the client came without."),
            { Framing.Transport: var transport } when secret!.MustPad && transport != ServerTransport.PaddedIntermediate =>
                Faulty($"The proxy's secret demands padded packets, and the client speaks {transport}."),
            { } detection => detection with { IsProxied = true },
        };

    private static TransportDetection Faulty(string fault) => new(null, 0, null, IsProxied: false, fault);

    private static TransportDetection Plain(ServerTransport transport, int tagLength, IEntropy entropy) =>
        new(new ServerFraming(transport, null, null, entropy), tagLength, null, IsProxied: false, null);

    private static TransportDetection? Obfuscated(ReadOnlySpan<byte> header, byte[]? secret, IEntropy entropy)
    {
        Span<byte> reversed = stackalloc byte[48];
        header.Slice(8, 48).CopyTo(reversed);
        reversed.Reverse();
        var incoming = new AesCtr(Key(header.Slice(8, 32), secret), header.Slice(40, 16).ToArray());

        Span<byte> opened = stackalloc byte[ObfuscationHeader];
        header.CopyTo(opened);
        incoming.Transform(opened);
        ServerTransport? transport = BinaryPrimitives.ReadUInt32LittleEndian(opened[56..]) switch
        {
            0xefefefef => ServerTransport.Abridged,
            0xeeeeeeee => ServerTransport.Intermediate,
            0xdddddddd => ServerTransport.PaddedIntermediate,
            _ => null,
        };
        if (transport is null)
            return null;

        var outgoing = new AesCtr(Key(reversed[..32], secret), reversed[32..].ToArray());
        return new TransportDetection(
            new ServerFraming(transport.Value, incoming, outgoing, entropy),
            ObfuscationHeader,
            BinaryPrimitives.ReadInt16LittleEndian(opened[60..]),
            IsProxied: false,
            null);
    }

    private static byte[] Key(ReadOnlySpan<byte> part, byte[]? secret) =>
        secret is null ? part.ToArray() : SHA256.HashData([.. part, .. secret]);
}

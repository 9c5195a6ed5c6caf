using System.Buffers.Binary;
using System.Security.Cryptography;
using TelegramHost.MtProto.Crypto;
using TelegramHost.Tl;

namespace TelegramHost.MtProto.Framing;

/// <summary>Another transport inside two AES-CTR streams, so that the connection looks like random bytes (obfuscated2).</summary>
/// <remarks>Client role. Source: https://core.telegram.org/mtproto/mtproto-transports#transport-obfuscation</remarks>
internal sealed class ObfuscatedFraming : IFraming, IDisposable
{
    /// <summary>Length of the header that opens the connection.</summary>
    public const int HeaderBytes = 64;

    private const int TagOffset = 56;
    private const int KeyBytes = 32;
    private const int IvBytes = 16;

    private readonly IFraming _inner;
    private readonly byte[] _header = new byte[HeaderBytes];
    private readonly AesCtr _outgoing;
    private readonly AesCtr _incoming;

    /// <summary>Wraps <paramref name="inner"/>, whose <paramref name="tag"/> goes into the header instead of before its first packet.</summary>
    /// <param name="inner">The transport inside.</param>
    /// <param name="tag">Four bytes that name the transport inside.</param>
    /// <param name="dcId">Which data centre a proxy should connect to: +10000 for the test servers, negative for media.</param>
    /// <param name="entropy">The source of the header.</param>
    /// <param name="proxySecret">The 16 bytes of an MTProxy's secret, or nothing.</param>
    public ObfuscatedFraming(IFraming inner, uint tag, short dcId, IEntropy entropy, ReadOnlySpan<byte> proxySecret = default)
    {
        if (proxySecret.Length is not (0 or 16))
            throw new ArgumentException($"A proxy secret has 16 bytes, not {proxySecret.Length}.", nameof(proxySecret));

        _inner = inner;
        do
            entropy.Fill(_header);
        while (IsReserved(_header));

        _outgoing = MakeCipher(_header.AsSpan(8, KeyBytes), _header.AsSpan(8 + KeyBytes, IvBytes), proxySecret);
        Span<byte> reversed = stackalloc byte[KeyBytes + IvBytes];
        _header.AsSpan(8, KeyBytes + IvBytes).CopyTo(reversed);
        reversed.Reverse();
        _incoming = MakeCipher(reversed[..KeyBytes], reversed[KeyBytes..], proxySecret);

        BinaryPrimitives.WriteUInt32LittleEndian(_header.AsSpan(TagOffset), tag);
        BinaryPrimitives.WriteInt16LittleEndian(_header.AsSpan(TagOffset + 4), dcId);

        // All 64 bytes pass through the stream, but only the last eight go out encrypted; the stream then simply goes on.
        Span<byte> encrypted = stackalloc byte[HeaderBytes];
        _header.CopyTo(encrypted);
        _outgoing.Transform(encrypted);
        encrypted[TagOffset..].CopyTo(_header.AsSpan(TagOffset));
    }

    /// <summary>Whether a header could be taken for the beginning of something else (plain transports, HTTP, TLS).</summary>
    public static bool IsReserved(ReadOnlySpan<byte> header) =>
        header[0] == AbridgedFraming.Tag
        || BinaryPrimitives.ReadUInt32LittleEndian(header) is
            0x44414548 or 0x54534f50 or 0x20544547 or 0x4954504f or 0x02010316 or PaddedIntermediateFraming.Tag or IntermediateFraming.Tag
        || BinaryPrimitives.ReadUInt32LittleEndian(header[4..]) == 0;

    /// <inheritdoc/>
    public void WriteOpening(TlBuffer output) => output.Append(_header);

    /// <inheritdoc/>
    public void Write(ReadOnlySpan<byte> packet, TlBuffer output)
    {
        var start = output.Length;
        _inner.Write(packet, output);
        _outgoing.Transform(output.Written[start..]);
    }

    /// <inheritdoc/>
    public void Received(Span<byte> fresh) => _incoming.Transform(fresh);

    /// <inheritdoc/>
    public FrameRead TryRead(ReadOnlySpan<byte> buffered) => _inner.TryRead(buffered);

    /// <summary>Forgets the keys.</summary>
    public void Dispose()
    {
        _outgoing.Dispose();
        _incoming.Dispose();
        CryptographicOperations.ZeroMemory(_header);
    }

    private static AesCtr MakeCipher(ReadOnlySpan<byte> key, ReadOnlySpan<byte> iv, ReadOnlySpan<byte> proxySecret)
    {
        if (proxySecret.IsEmpty)
            return new AesCtr(key, iv);

        Span<byte> mixed = stackalloc byte[KeyBytes + 16];
        key.CopyTo(mixed);
        proxySecret.CopyTo(mixed[KeyBytes..]);
        Span<byte> hash = stackalloc byte[KeyBytes];
        SHA256.HashData(mixed, hash);
        var cipher = new AesCtr(hash, iv);
        CryptographicOperations.ZeroMemory(mixed);
        CryptographicOperations.ZeroMemory(hash);
        return cipher;
    }
}

using System.Buffers.Binary;
using System.Security.Cryptography;

namespace TelegramHost.MtProto.Framing;

/// <summary>The proofs that both hellos of a FakeTLS connection carry where TLS has random bytes.</summary>
internal static class FakeTlsDigest
{
    /// <summary>Length of a proof.</summary>
    public const int Bytes = 32;

    /// <summary>Where the random bytes of a hello are, from the beginning of its record.</summary>
    public const int Offset = 11;

    /// <summary>Writes the client's proof: it knows the secret, and this is when it said so.</summary>
    /// <param name="key">The 16 bytes of the secret.</param>
    /// <param name="record">The record with the ClientHello, zeros in the place of the proof; filled in place.</param>
    /// <param name="unixTime">Seconds since 1970; a proxy refuses hellos that are too old or too new.</param>
    public static void Sign(ReadOnlySpan<byte> key, Span<byte> record, long unixTime)
    {
        var proof = record.Slice(Offset, Bytes);
        HMACSHA256.HashData(key, record, proof);
        var end = proof[^4..];
        BinaryPrimitives.WriteUInt32LittleEndian(end, BinaryPrimitives.ReadUInt32LittleEndian(end) ^ unchecked((uint)unixTime));
    }

    /// <summary>Whether the proof in a server's answer belongs to this client's hello.</summary>
    /// <param name="key">The 16 bytes of the secret.</param>
    /// <param name="exchange">The client's proof, and behind it the server's answer. The server's proof is zeroed in place.</param>
    public static bool Verify(ReadOnlySpan<byte> key, Span<byte> exchange)
    {
        Span<byte> declared = stackalloc byte[Bytes];
        var place = exchange.Slice(Bytes + Offset, Bytes);
        place.CopyTo(declared);
        place.Clear();
        Span<byte> computed = stackalloc byte[Bytes];
        HMACSHA256.HashData(key, exchange, computed);
        return CryptographicOperations.FixedTimeEquals(declared, computed);
    }
}

using System.Buffers.Binary;
using System.Security.Cryptography;

namespace TelegramHost.Emulator.Server.Front;

/// <summary>The door of a FakeTLS proxy: knows its clients by a proof in their hello, and turns everybody else away as a web server would.</summary>
/// <remarks>
/// A real proxy hands strangers on to the server that it plays. This one declines their handshake with an alert, as a server without a
/// certificate for them does. Written apart from the client's FakeTLS, so that a misreading can't hide in both.
/// </remarks>
/// <param name="secret">A secret with a domain.</param>
/// <param name="entropy">For what looks encrypted.</param>
internal sealed class TlsFront(FrontSecret secret, EmulatorEntropy entropy)
{
    private const int RecordHeader = 5;
    private const int LongestRecord = 1 << 14;

    // Type, length, version; what follows are the random bytes that hold the proof, and the session's id.
    private const int RandomOffset = RecordHeader + 1 + 3 + 2;
    private const int SessionIdOffset = RandomOffset + 32;
    private const int ExtensionsAtLeast = SessionIdOffset + 33;

    private const byte HandshakeFailure = 40;
    private const byte DecodeError = 50;
    private const byte UnrecognizedName = 112;

    private readonly ReplayBook _replays = new();

    /// <summary>Looks at all bytes since the connection began.</summary>
    public FrontVerdict Look(ReadOnlySpan<byte> buffered, DateTimeOffset now)
    {
        ReadOnlySpan<byte> opening = [0x16, 0x03, 0x01];
        var seen = Math.Min(opening.Length, buffered.Length);
        if (!buffered[..seen].SequenceEqual(opening[..seen]))
            return new FrontVerdict(FrontVerdictKind.NotTls);
        if (buffered.Length < RecordHeader)
            return default;
        var length = BinaryPrimitives.ReadUInt16BigEndian(buffered[3..]);
        if (length > LongestRecord)
            return Refuse(DecodeError, $"a record of {length} bytes");
        return buffered.Length < RecordHeader + length ? default : Judge(buffered[..(RecordHeader + length)], now);
    }

    private FrontVerdict Judge(ReadOnlySpan<byte> record, DateTimeOffset now)
    {
        if (!ClientHelloText.TryReadServerName(record[RecordHeader..], out var name))
            return Refuse(DecodeError, "bytes that are no ClientHello");
        if (record.Length < ExtensionsAtLeast || record[SessionIdOffset] != 32)
            return Refuse(HandshakeFailure, "a ClientHello without a session id of 32 bytes");
        if (!string.Equals(name, secret.Domain, StringComparison.OrdinalIgnoreCase))
            return Refuse(UnrecognizedName, "a visit of another server");

        var proof = record.Slice(RandomOffset, 32);
        if (!TryReadTime(record, proof, out var sentAt))
            return Refuse(HandshakeFailure, "a ClientHello without the proof of the secret");
        if (!ReplayBook.IsTimely(sentAt, now))
            return Refuse(HandshakeFailure, $"a ClientHello of {sentAt:u}, {now:u} here");
        if (!_replays.TryAdd(proof, sentAt, now))
            return Refuse(HandshakeFailure, "a ClientHello that came before");
        return new FrontVerdict(FrontVerdictKind.Admitted, record.Length, Answer(proof, record.Slice(SessionIdOffset + 1, 32)));
    }

    /// <summary>The proof is the record's HMAC with zeros in its own place; its last four bytes hide the time.</summary>
    private bool TryReadTime(ReadOnlySpan<byte> record, ReadOnlySpan<byte> proof, out DateTimeOffset sentAt)
    {
        var zeroed = record.ToArray();
        zeroed.AsSpan(RandomOffset, 32).Clear();
        var mac = HMACSHA256.HashData(secret.Key, zeroed);
        var seconds = BinaryPrimitives.ReadUInt32LittleEndian(proof[28..]) ^ BinaryPrimitives.ReadUInt32LittleEndian(mac.AsSpan(28));
        sentAt = DateTimeOffset.FromUnixTimeSeconds(seconds);
        return CryptographicOperations.FixedTimeEquals(proof[..28], mac.AsSpan(0, 28));
    }

    /// <summary>A ServerHello, a change of the cipher, and something that could be an encrypted certificate.</summary>
    private byte[] Answer(ReadOnlySpan<byte> clientProof, ReadOnlySpan<byte> sessionId)
    {
        Span<byte> keyShare = stackalloc byte[32];
        entropy.Fill(keyShare);
        Span<byte> size = stackalloc byte[2];
        entropy.Fill(size);
        var certificate = new byte[1500 + (BinaryPrimitives.ReadUInt16BigEndian(size) % 3000)];
        entropy.Fill(certificate);
        byte[] answer =
        [
            0x16, 3, 3, 0, 122, // a record of handshake
            2, 0, 0, 118, 3, 3, .. new byte[32], 32, .. sessionId, 0x13, 0x01, 0, // ServerHello, TLS_AES_128_GCM_SHA256
            0, 46, 0, 0x33, 0, 36, 0, 0x1d, 0, 32, .. keyShare, 0, 0x2b, 0, 2, 3, 4, // key_share, supported_versions
            0x14, 3, 3, 0, 1, 1,
            0x17, 3, 3, (byte)(certificate.Length >> 8), (byte)certificate.Length, .. certificate,
        ];
        HMACSHA256.HashData(secret.Key, (byte[])[.. clientProof, .. answer]).CopyTo(answer, RandomOffset);
        return answer;
    }

    private static FrontVerdict Refuse(byte alert, string reason) =>
        new(FrontVerdictKind.Refused, Answer: [0x15, 3, 3, 0, 2, 2, alert], Reason: reason);
}

using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;

namespace TelegramHost.Client.Sessions;

/// <summary>The bytes of a journal: a mark and a version, then batches, each with a mark, its length and a check sum.</summary>
/// <remarks>A batch counts whole or not at all. Entries within one: a kind, then its fields, little-endian.</remarks>
internal static class JournalFormat
{
    /// <summary>The version that is written. Newer ones are refused; version 1 knew no quarantined updates.</summary>
    public const int Version = 2;

    /// <summary>What comes before the first batch.</summary>
    public const int HeaderLength = 8;

    private const int ChecksumLength = 8;
    private const int BatchHeaderLength = 4 + sizeof(int) + ChecksumLength;

    private const byte MarkSet = 1;
    private const byte MarkRemoved = 2;
    private const byte Peer = 3;
    private const byte PeersCleared = 4;
    private const byte QuarantineSet = 5;
    private const byte QuarantineRemoved = 6;

    private const byte HasHash = 1;
    private const byte IsMin = 2;
    private const byte HasPhone = 4;

    private static ReadOnlySpan<byte> FileMark => "TGHJ"u8;

    private static ReadOnlySpan<byte> BatchMark => [0xB5, (byte)'T', (byte)'G', (byte)'B'];

    /// <summary>The first bytes of a journal.</summary>
    public static byte[] Header()
    {
        var header = new byte[HeaderLength];
        FileMark.CopyTo(header);
        BinaryPrimitives.WriteInt32LittleEndian(header.AsSpan(FileMark.Length), Version);
        return header;
    }

    /// <summary>A batch of whatever <paramref name="write"/> writes with the methods below.</summary>
    public static byte[] Batch(Action<BinaryWriter> write)
    {
        using var stream = new MemoryStream();
        stream.Write(stackalloc byte[BatchHeaderLength]);
        using (var writer = new BinaryWriter(stream, Encoding.UTF8, leaveOpen: true))
            write(writer);
        var batch = stream.ToArray();
        BatchMark.CopyTo(batch);
        BinaryPrimitives.WriteInt32LittleEndian(batch.AsSpan(4), batch.Length - BatchHeaderLength);
        Checksum(batch.AsSpan(BatchHeaderLength), batch.AsSpan(8, ChecksumLength));
        return batch;
    }

    /// <summary>Enters a mark that was set.</summary>
    public static void WriteMark(BinaryWriter writer, UpdateMark mark)
    {
        writer.Write(MarkSet);
        WriteBox(writer, mark.Box);
        writer.Write(mark.Handled);
        writer.Write(mark.Reserved);
    }

    /// <summary>Enters that a box's mark was removed.</summary>
    public static void WriteRemoved(BinaryWriter writer, UpdateBox box)
    {
        writer.Write(MarkRemoved);
        WriteBox(writer, box);
    }

    /// <summary>Enters a peer.</summary>
    public static void WritePeer(BinaryWriter writer, StoredPeer peer)
    {
        writer.Write(Peer);
        writer.Write(peer.Id);
        writer.Write((byte)((peer.AccessHash is null ? 0 : HasHash) | (peer.IsMin ? IsMin : 0) | (peer.Phone is null ? 0 : HasPhone)));
        if (peer.AccessHash is { } hash)
            writer.Write(hash);
        if (peer.Phone is { } phone)
            writer.Write(phone);
        writer.Write7BitEncodedInt(peer.Usernames.Count);
        foreach (var name in peer.Usernames)
            writer.Write(name);
        writer.Write7BitEncodedInt(peer.Data.Length);
        writer.Write(peer.Data.Span);
    }

    /// <summary>Enters that all peers before this are forgotten.</summary>
    public static void WritePeersCleared(BinaryWriter writer) => writer.Write(PeersCleared);

    /// <summary>Enters a quarantined update.</summary>
    public static void WriteQuarantined(BinaryWriter writer, QuarantineEntry entry)
    {
        writer.Write(QuarantineSet);
        writer.Write(entry.Id);
        writer.Write7BitEncodedInt(entry.Data.Length);
        writer.Write(entry.Data.Span);
    }

    /// <summary>Enters that a quarantined update was removed.</summary>
    public static void WriteReleased(BinaryWriter writer, long id)
    {
        writer.Write(QuarantineRemoved);
        writer.Write(id);
    }

    /// <summary>Reads a journal into <paramref name="content"/>.</summary>
    /// <param name="bytes">The file.</param>
    /// <param name="content">Takes what the batches say.</param>
    /// <param name="place">Where the bytes lie, for the message.</param>
    /// <returns>Where the last whole batch ends: what a crash has cut off behind it does not count.</returns>
    /// <exception cref="SessionStoreException">The bytes are damaged or of a newer version.</exception>
    public static int Read(byte[] bytes, JournalContent content, string place)
    {
        // A power cut in the first write leaves a part of the header, or a length without content.
        if ((bytes.Length < HeaderLength && Header().AsSpan().StartsWith(bytes)) || !bytes.AsSpan().ContainsAnyExcept((byte)0))
            return 0;
        if (bytes.Length < HeaderLength || !bytes.AsSpan().StartsWith(FileMark))
            throw Corrupt(place, "it is no journal of this library");
        var version = BinaryPrimitives.ReadInt32LittleEndian(bytes.AsSpan(FileMark.Length));
        if (version > Version)
        {
            throw new SessionStoreException(SessionStoreFault.NewerVersion,
                $"The format of {place} is version {version}, and this library reads up to {Version}; it is left as it is. Update the library, or set Telegram:Session:Path to another file.");
        }

        content.Version = version;
        var end = HeaderLength;
        while (TryFindBatch(bytes, end, out var payload))
        {
            ReadBatch(bytes, payload, content, place);
            end = payload.End.Value;
        }

        // One good batch behind a bad one tells damage from a crash, which can only cut off the last.
        for (var next = IndexOfMark(bytes, end + 1); next >= 0; next = IndexOfMark(bytes, next + 1))
        {
            if (TryFindBatch(bytes, next, out _))
                throw Corrupt(place, $"the check sum of the batch at byte {end} does not match");
        }

        return end;
    }

    private static int IndexOfMark(byte[] bytes, int start)
    {
        var found = start < bytes.Length ? bytes.AsSpan(start).IndexOf(BatchMark) : -1;
        return found < 0 ? -1 : start + found;
    }

    private static bool TryFindBatch(byte[] bytes, int start, out Range payload)
    {
        payload = default;
        var rest = bytes.AsSpan(start);
        if (rest.Length < BatchHeaderLength || !rest.StartsWith(BatchMark))
            return false;
        var length = BinaryPrimitives.ReadInt32LittleEndian(rest[4..]);
        if (length < 0 || length > rest.Length - BatchHeaderLength)
            return false;
        Span<byte> checksum = stackalloc byte[ChecksumLength];
        Checksum(rest.Slice(BatchHeaderLength, length), checksum);
        payload = (start + BatchHeaderLength)..(start + BatchHeaderLength + length);
        return checksum.SequenceEqual(rest.Slice(8, ChecksumLength));
    }

    private static void ReadBatch(byte[] bytes, Range payload, JournalContent content, string place)
    {
        var (start, length) = payload.GetOffsetAndLength(bytes.Length);
        using var stream = new MemoryStream(bytes, start, length);
        using var reader = new BinaryReader(stream, Encoding.UTF8);
        try
        {
            while (stream.Position < length)
                ReadEntry(reader, content);
        }
        catch (Exception exception) when (exception is EndOfStreamException or FormatException or IOException or ArgumentException)
        {
            throw Corrupt(place, $"the batch at byte {start - BatchHeaderLength} can't be read", exception);
        }
    }

    private static void ReadEntry(BinaryReader reader, JournalContent content)
    {
        content.Entries++;
        switch (reader.ReadByte())
        {
            case MarkSet:
                content.Marks.Write([new UpdateMark(ReadBox(reader), reader.ReadInt32(), reader.ReadInt32())], []);
                break;
            case MarkRemoved:
                content.Marks.Write([], [ReadBox(reader)]);
                break;
            case Peer:
                content.Peers.Write(ReadPeer(reader));
                break;
            case PeersCleared:
                content.Peers.Clear();
                break;
            case QuarantineSet:
                content.Quarantine.Write([new QuarantineEntry(reader.ReadInt64(), ReadBytes(reader))], []);
                break;
            case QuarantineRemoved:
                content.Quarantine.Write([], [reader.ReadInt64()]);
                break;
            case var kind:
                throw new FormatException($"{kind} is no kind of entry");
        }
    }

    private static StoredPeer ReadPeer(BinaryReader reader)
    {
        var id = reader.ReadInt64();
        var flags = reader.ReadByte();
        long? hash = (flags & HasHash) != 0 ? reader.ReadInt64() : null;
        var phone = (flags & HasPhone) != 0 ? reader.ReadString() : null;
        var count = reader.Read7BitEncodedInt();
        var names = count == 0 ? [] : new List<string>();
        for (; count > 0; count--)
            names.Add(reader.ReadString());
        return new StoredPeer { Id = id, AccessHash = hash, IsMin = (flags & IsMin) != 0, Phone = phone, Usernames = names, Data = ReadBytes(reader) };
    }

    private static byte[] ReadBytes(BinaryReader reader)
    {
        var length = reader.Read7BitEncodedInt();
        var bytes = reader.ReadBytes(length);
        return bytes.Length == length ? bytes : throw new EndOfStreamException();
    }

    private static void WriteBox(BinaryWriter writer, UpdateBox box)
    {
        writer.Write((byte)box.Kind);
        writer.Write(box.ChannelId);
    }

    private static UpdateBox ReadBox(BinaryReader reader) => new((UpdateBoxKind)reader.ReadByte(), reader.ReadInt64());

    private static void Checksum(ReadOnlySpan<byte> payload, Span<byte> checksum)
    {
        Span<byte> hash = stackalloc byte[SHA256.HashSizeInBytes];
        SHA256.HashData(payload, hash);
        hash[..ChecksumLength].CopyTo(checksum);
    }

    private static SessionStoreException Corrupt(string place, string detail, Exception? inner = null) =>
        new(SessionStoreFault.Corrupt,
            $"What is stored in {place} is damaged: {detail}. It is left as it is: restore it from a copy, or remove it; then the peers met and the place in the updates are forgotten, the login is not.", inner);
}

using System.Collections.Immutable;
using System.Security.Cryptography;
using System.Text;
using TelegramHost.Client.Sessions.Encryption;
using TelegramHost.MtProto.Session;

namespace TelegramHost.Client.Sessions;

/// <summary>The bytes of a <see cref="SessionSnapshot"/>: a mark, a version, the fields, and a SHA-256 of all that.</summary>
/// <remarks>Little-endian, no TL inside, so that a new layer can't make an old session unreadable.</remarks>
internal static class SessionSnapshotFormat
{
    /// <summary>The version that is written. Older ones are read, newer ones refused.</summary>
    public const int Version = 4;

    // Up to this version the session held the marks of updates, which have a store of their own since.
    private const int LastVersionWithMarks = 2;

    private const int FirstVersionWithTokens = 4;

    private const int MaxDcs = 1000;
    private const int MaxItems = 256;
    private const int MaxChannels = 1_000_000;

    private static ReadOnlySpan<byte> Mark => "TGHS"u8;

    /// <summary>Writes a snapshot, without the marks of updates.</summary>
    public static byte[] Write(SessionSnapshot snapshot)
    {
        using var stream = new MemoryStream();
        using (var writer = new BinaryWriter(stream, Encoding.UTF8, leaveOpen: true))
        {
            writer.Write(Mark);
            writer.Write(Version);
            writer.Write(snapshot.HomeDc);
            writer.Write(snapshot.TestServers);
            writer.Write(snapshot.Layer);
            writer.Write(snapshot.AccountId ?? 0);
            writer.Write(snapshot.IsBot);
            writer.Write(snapshot.Dcs.Count);
            foreach (var (id, dc) in snapshot.Dcs)
            {
                writer.Write(id);
                WriteDc(writer, dc);
            }

            writer.Write(snapshot.FutureAuthTokens.Length);
            foreach (var token in snapshot.FutureAuthTokens)
            {
                writer.Write(token.Length);
                writer.Write(token.AsSpan());
            }
        }

        stream.Write(SHA256.HashData(stream.GetBuffer().AsSpan(0, (int)stream.Length)));
        var bytes = stream.ToArray();
        CryptographicOperations.ZeroMemory(stream.GetBuffer());
        return bytes;
    }

    /// <summary>Reads a snapshot.</summary>
    /// <param name="bytes">What a store gave.</param>
    /// <param name="place">Where the bytes lie, for the message.</param>
    /// <exception cref="SessionStoreException">The bytes are damaged or of a newer version.</exception>
    public static SessionSnapshot Read(ReadOnlySpan<byte> bytes, string place)
    {
        if (Envelope.IsOne(bytes))
            throw Envelope.NoKey(place);
        if (bytes.Length < Mark.Length + sizeof(int) + SHA256.HashSizeInBytes || !bytes.StartsWith(Mark))
            throw Corrupt(place, "it is no session of this library");
        // The version comes before the check sum: a newer format may have another one.
        var version = VersionOf(bytes);
        if (version > Version)
        {
            throw new SessionStoreException(SessionStoreFault.NewerVersion,
                $"The format of {place} is version {version}, and this library reads up to {Version}; it is left as it is. Update the library, or set Telegram:Session:Path to another file.");
        }

        var content = bytes[..^SHA256.HashSizeInBytes];
        Span<byte> hash = stackalloc byte[SHA256.HashSizeInBytes];
        SHA256.HashData(content, hash);
        if (version < 1 || !hash.SequenceEqual(bytes[^SHA256.HashSizeInBytes..]))
            throw Corrupt(place, "its check sum does not match");

        try
        {
            return ReadContent(content[(Mark.Length + sizeof(int))..].ToArray(), version);
        }
        catch (Exception exception) when (exception is EndOfStreamException or ArgumentException or FormatException or IOException)
        {
            throw Corrupt(place, "it ends too early", exception);
        }
    }

    /// <summary>The version of bytes that <see cref="Read"/> takes.</summary>
    public static int VersionOf(ReadOnlySpan<byte> bytes) => BitConverter.ToInt32(bytes[Mark.Length..]);

    private static SessionSnapshot ReadContent(byte[] content, int version)
    {
        using var reader = new BinaryReader(new MemoryStream(content), Encoding.UTF8);
        var homeDc = reader.ReadInt32();
        var testServers = reader.ReadBoolean();
        var layer = reader.ReadInt32();
        var accountId = reader.ReadInt64();
        var isBot = reader.ReadBoolean();
        var marks = version <= LastVersionWithMarks && reader.ReadBoolean() ? ReadMarks(reader) : [];
        var dcs = ImmutableSortedDictionary.CreateBuilder<int, DcRecord>();
        var count = ReadCount(reader, MaxDcs);
        for (var i = 0; i < count; i++)
            dcs[reader.ReadInt32()] = ReadDc(reader, version);
        var tokens = ImmutableArray.CreateBuilder<ImmutableArray<byte>>();
        for (var left = version >= FirstVersionWithTokens ? ReadCount(reader, SessionSnapshot.MaxFutureAuthTokens) : 0; left > 0; left--)
            tokens.Add([.. ReadBytes(reader, ReadCount(reader, content.Length))]);
        CryptographicOperations.ZeroMemory(content);
        return new SessionSnapshot
        {
            HomeDc = homeDc,
            TestServers = testServers,
            Layer = layer,
            AccountId = accountId == 0 ? null : accountId,
            IsBot = isBot,
            FormerMarks = marks,
            Dcs = dcs.ToImmutable(),
            FutureAuthTokens = tokens.ToImmutable(),
        };
    }

    private static ImmutableArray<UpdateMark> ReadMarks(BinaryReader reader)
    {
        var marks = ImmutableArray.CreateBuilder<UpdateMark>();
        foreach (var kind in (ReadOnlySpan<UpdateBoxKind>)[UpdateBoxKind.Pts, UpdateBoxKind.Qts, UpdateBoxKind.Seq, UpdateBoxKind.Date])
            Add(new UpdateBox(kind));
        for (var left = ReadCount(reader, MaxChannels); left > 0; left--)
            Add(new UpdateBox(UpdateBoxKind.Channel, reader.ReadInt64()));
        return marks.ToImmutable();

        void Add(UpdateBox box)
        {
            var number = reader.ReadInt32();
            marks.Add(new UpdateMark(box, number, number));
        }
    }

    private static void WriteDc(BinaryWriter writer, DcRecord dc)
    {
        writer.Write(dc.AuthKey.Length);
        writer.Write(dc.AuthKey.AsSpan());
        writer.Write(dc.IsAuthorized);
        writer.Write(dc.ServerTimeOffset.Ticks);
        writer.Write(dc.Salts.Length);
        foreach (var salt in dc.Salts)
        {
            writer.Write(salt.Salt);
            writer.Write(salt.ValidSince.ToUnixTimeSeconds());
            writer.Write(salt.ValidUntil.ToUnixTimeSeconds());
        }

        writer.Write(dc.Addresses.Length);
        foreach (var address in dc.Addresses)
            DcAddressFormat.Write(writer, address);
    }

    private static DcRecord ReadDc(BinaryReader reader, int version)
    {
        var keyLength = reader.ReadInt32();
        if (keyLength is not (0 or 256))
            throw new FormatException("an authorisation key has 256 bytes");
        var key = ReadBytes(reader, keyLength);
        var isAuthorized = reader.ReadBoolean();
        var offset = TimeSpan.FromTicks(reader.ReadInt64());
        var salts = ImmutableArray.CreateBuilder<ServerSalt>();
        for (var left = ReadCount(reader, MaxItems); left > 0; left--)
        {
            salts.Add(new ServerSalt(reader.ReadInt64(),
                DateTimeOffset.FromUnixTimeSeconds(reader.ReadInt64()), DateTimeOffset.FromUnixTimeSeconds(reader.ReadInt64())));
        }

        var addresses = ImmutableArray.CreateBuilder<DcAddress>();
        for (var left = ReadCount(reader, MaxItems); left > 0; left--)
            addresses.Add(DcAddressFormat.Read(reader, version));
        return new DcRecord
        {
            AuthKey = [.. key],
            IsAuthorized = isAuthorized,
            ServerTimeOffset = offset,
            Salts = salts.ToImmutable(),
            Addresses = addresses.ToImmutable(),
        };
    }

    private static byte[] ReadBytes(BinaryReader reader, int length)
    {
        var bytes = reader.ReadBytes(length);
        return bytes.Length == length ? bytes : throw new EndOfStreamException();
    }

    private static int ReadCount(BinaryReader reader, int most)
    {
        var count = reader.ReadInt32();
        return count >= 0 && count <= most ? count : throw new FormatException($"a count of {count} is out of range");
    }

    private static SessionStoreException Corrupt(string place, string detail, Exception? inner = null) =>
        new(SessionStoreFault.Corrupt,
            $"What is stored in {place} is damaged: {detail}. It is left as it is: restore it from a copy, or remove it and log in again.", inner);
}

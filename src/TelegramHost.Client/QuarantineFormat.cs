using System.Text;
using TelegramHost.Client.Sessions;

namespace TelegramHost.Client;

/// <summary>The bytes of a <see cref="QuarantinedUpdate"/>: a version, then the fields, little-endian.</summary>
internal static class QuarantineFormat
{
    private const byte Version = 1;

    /// <summary>Writes one.</summary>
    public static QuarantineEntry Write(QuarantinedUpdate update)
    {
        using var stream = new MemoryStream();
        using (var writer = new BinaryWriter(stream, Encoding.UTF8, leaveOpen: true))
        {
            writer.Write(Version);
            writer.Write(update.UpdateType);
            writer.Write(update.FailedAt.ToUnixTimeMilliseconds());
            writer.Write(update.Handler);
            writer.Write(update.ExceptionType);
            writer.Write(update.ExceptionMessage);
            writer.Write(update.Failures);
            writer.Write7BitEncodedInt(update.Bytes.Count);
            foreach (var bytes in update.Bytes)
            {
                writer.Write7BitEncodedInt(bytes.Length);
                writer.Write(bytes.Span);
            }
        }

        return new QuarantineEntry(update.Id, stream.ToArray());
    }

    /// <summary>Reads one.</summary>
    /// <exception cref="SessionStoreException">The bytes are damaged or of a newer version.</exception>
    public static QuarantinedUpdate Read(QuarantineEntry entry, string place)
    {
        using var reader = new BinaryReader(new MemoryStream(entry.Data.ToArray()), Encoding.UTF8);
        try
        {
            if (reader.ReadByte() is var version and not Version)
            {
                throw new SessionStoreException(SessionStoreFault.NewerVersion,
                    $"The quarantined update {entry.Id} in {place} has version {version}, and this library reads version {Version}; it is left as it is. Update the library.");
            }

            return new QuarantinedUpdate
            {
                Id = entry.Id,
                UpdateType = reader.ReadString(),
                FailedAt = DateTimeOffset.FromUnixTimeMilliseconds(reader.ReadInt64()),
                Handler = reader.ReadString(),
                ExceptionType = reader.ReadString(),
                ExceptionMessage = reader.ReadString(),
                Failures = reader.ReadInt32(),
                Bytes = ReadAll(reader),
            };
        }
        catch (Exception exception) when (exception is EndOfStreamException or FormatException or ArgumentException or IOException)
        {
            throw new SessionStoreException(SessionStoreFault.Corrupt,
                $"The quarantined update {entry.Id} in {place} is damaged; it is left as it is. Remove it with client.Quarantine.RemoveAsync.", exception);
        }
    }

    private static List<ReadOnlyMemory<byte>> ReadAll(BinaryReader reader)
    {
        List<ReadOnlyMemory<byte>> all = [];
        for (var left = reader.Read7BitEncodedInt(); left > 0; left--)
        {
            var length = reader.Read7BitEncodedInt();
            var bytes = reader.ReadBytes(length);
            all.Add(bytes.Length == length ? bytes : throw new EndOfStreamException());
        }

        return all;
    }
}

using System.Text;
using TelegramHost.Client.Sessions;

namespace TelegramHost.Client.Peers;

/// <summary>A <see cref="PeerRecord"/> as stores keep it.</summary>
/// <remarks>What it is found by comes in one form: user names in lower case, phone numbers as digits.</remarks>
internal static class PeerRecordFormat
{
    private const byte Version = 1;

    /// <summary>The text by which a user name is looked up.</summary>
    public static string UsernameKey(string username) => username.ToLowerInvariant();

    /// <summary>The text by which a phone number is looked up.</summary>
    public static string PhoneKey(string phone) => string.Concat(phone.Where(char.IsAsciiDigit));

    /// <summary>The record for a store.</summary>
    public static StoredPeer Write(PeerRecord record)
    {
        using var stream = new MemoryStream();
        using (var writer = new BinaryWriter(stream, Encoding.UTF8, leaveOpen: true))
        {
            writer.Write(Version);
            writer.Write((int)record.Traits);
            writer.Write(record.Name);
            writer.Write(record.LastName ?? "");
            writer.Write(record.LanguageCode ?? "");
            writer.Write(record.Phone ?? "");
            writer.Write7BitEncodedInt(record.Usernames.Count);
            foreach (var name in record.Usernames)
                writer.Write(name);
        }

        return new StoredPeer
        {
            Id = record.Id.BotApiId,
            AccessHash = record.IsMin ? null : record.AccessHash,
            IsMin = record.IsMin,
            Usernames = record.IsMin ? [] : [.. record.Usernames.Select(UsernameKey).Distinct(StringComparer.Ordinal)],
            Phone = record.IsMin || string.IsNullOrEmpty(record.Phone) ? null : PhoneKey(record.Phone),
            Data = stream.ToArray(),
        };
    }

    /// <summary>The record that a store gave.</summary>
    /// <exception cref="SessionStoreException">It is damaged or of a newer version.</exception>
    public static PeerRecord Read(StoredPeer peer)
    {
        if (!PeerId.TryFromBotApi(peer.Id, out var id) || peer.Data.IsEmpty)
            throw Corrupt(peer);
        if (peer.Data.Span[0] > Version)
        {
            throw new SessionStoreException(SessionStoreFault.NewerVersion,
                $"The stored {peer} has version {peer.Data.Span[0]}, and this library reads up to {Version}; it is left as it is. Update the library.");
        }

        using var reader = new BinaryReader(new MemoryStream(peer.Data[1..].ToArray()), Encoding.UTF8);
        try
        {
            var traits = (PeerTraits)reader.ReadInt32();
            var (name, lastName, language, phone) = (reader.ReadString(), reader.ReadString(), reader.ReadString(), reader.ReadString());
            var usernames = new List<string>();
            for (var left = reader.Read7BitEncodedInt(); left > 0; left--)
                usernames.Add(reader.ReadString());
            return new PeerRecord
            {
                Id = id,
                AccessHash = peer.AccessHash,
                IsMin = peer.IsMin,
                Name = name,
                LastName = Known(lastName),
                LanguageCode = Known(language),
                Phone = Known(phone),
                Username = usernames.Count > 0 ? usernames[0] : null,
                Usernames = usernames,
                Traits = traits,
            };
        }
        catch (Exception exception) when (exception is EndOfStreamException or FormatException or IOException or ArgumentException)
        {
            throw Corrupt(peer, exception);
        }

        static string? Known(string text) => text.Length > 0 ? text : null;
    }

    private static SessionStoreException Corrupt(StoredPeer peer, Exception? inner = null) =>
        new(SessionStoreFault.Corrupt, $"The stored {peer} is damaged. It is left as it is: restore the store from a copy, or let the peers be forgotten.", inner);
}

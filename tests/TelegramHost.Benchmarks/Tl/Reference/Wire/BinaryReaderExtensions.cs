using System.Text;

namespace TelegramHost.Benchmarks.Tl.Reference.Wire;

/// <summary>TL's forms on a <see cref="BinaryReader"/>.</summary>
internal static class BinaryReaderExtensions
{
    public static object ReadObject(this BinaryReader reader)
    {
        var id = reader.ReadUInt32();
        return ReferenceRegistry.Readers.TryGetValue(id, out var read)
            ? read(reader)
            : throw new InvalidDataException($"Unknown constructor 0x{id:x8}.");
    }

    public static List<object> ReadList(this BinaryReader reader)
    {
        if (reader.ReadUInt32() != 0x1cb5c415)
            throw new InvalidDataException("A vector was expected.");
        var count = reader.ReadInt32();
        var items = new List<object>(count);
        for (var i = 0; i < count; i++)
            items.Add(reader.ReadObject());
        return items;
    }

    public static string ReadText(this BinaryReader reader) => Encoding.UTF8.GetString(reader.ReadByteField());

    public static byte[] ReadByteField(this BinaryReader reader)
    {
        int length = reader.ReadByte();
        var header = 1;
        if (length == 254)
        {
            length = reader.ReadByte() | (reader.ReadByte() << 8) | (reader.ReadByte() << 16);
            header = 4;
        }

        var value = reader.ReadBytes(length);
        for (var padding = (4 - ((header + length) % 4)) % 4; padding > 0; padding--)
            reader.ReadByte();
        return value;
    }
}

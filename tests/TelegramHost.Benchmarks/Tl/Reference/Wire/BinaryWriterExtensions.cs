using System.Text;

namespace TelegramHost.Benchmarks.Tl.Reference.Wire;

/// <summary>TL's forms on a <see cref="BinaryWriter"/>.</summary>
internal static class BinaryWriterExtensions
{
    public static void WriteObject(this BinaryWriter writer, object value) => ((IReferenceObject)value).Write(writer);

    public static void WriteList(this BinaryWriter writer, List<object> items)
    {
        writer.Write(0x1cb5c415u);
        writer.Write(items.Count);
        foreach (var item in items)
            writer.WriteObject(item);
    }

    public static void WriteText(this BinaryWriter writer, string value) => writer.WriteByteField(Encoding.UTF8.GetBytes(value));

    public static void WriteByteField(this BinaryWriter writer, byte[] value)
    {
        var header = 1;
        if (value.Length < 254)
        {
            writer.Write((byte)value.Length);
        }
        else
        {
            writer.Write((byte)254);
            writer.Write((byte)value.Length);
            writer.Write((byte)(value.Length >> 8));
            writer.Write((byte)(value.Length >> 16));
            header = 4;
        }

        writer.Write(value);
        for (var padding = (4 - ((header + value.Length) % 4)) % 4; padding > 0; padding--)
            writer.Write((byte)0);
    }
}

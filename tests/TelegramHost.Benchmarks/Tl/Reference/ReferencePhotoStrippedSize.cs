using TelegramHost.Benchmarks.Tl.Reference.Wire;

namespace TelegramHost.Benchmarks.Tl.Reference;

internal sealed class ReferencePhotoStrippedSize : IReferenceObject
{
    public const uint ConstructorId = 0xe0b0bc2e;

    public string Type { get; set; } = null!;

    public byte[] Bytes { get; set; } = null!;

    public static object Read(BinaryReader reader)
    {
        var value = new ReferencePhotoStrippedSize();
        value.Type = reader.ReadText();
        value.Bytes = reader.ReadByteField();
        return value;
    }

    public void Write(BinaryWriter writer)
    {
        writer.Write(ConstructorId);
        writer.WriteText(Type);
        writer.WriteByteField(Bytes);
    }
}

using TelegramHost.Benchmarks.Tl.Reference.Wire;

namespace TelegramHost.Benchmarks.Tl.Reference;

internal sealed class ReferencePhotoSize : IReferenceObject
{
    public const uint ConstructorId = 0x75c78e60;

    public string Type { get; set; } = null!;

    public int W { get; set; }

    public int H { get; set; }

    public int Size { get; set; }

    public static object Read(BinaryReader reader)
    {
        var value = new ReferencePhotoSize();
        value.Type = reader.ReadText();
        value.W = reader.ReadInt32();
        value.H = reader.ReadInt32();
        value.Size = reader.ReadInt32();
        return value;
    }

    public void Write(BinaryWriter writer)
    {
        writer.Write(ConstructorId);
        writer.WriteText(Type);
        writer.Write(W);
        writer.Write(H);
        writer.Write(Size);
    }
}

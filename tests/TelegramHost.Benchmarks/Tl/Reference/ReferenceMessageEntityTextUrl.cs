using TelegramHost.Benchmarks.Tl.Reference.Wire;

namespace TelegramHost.Benchmarks.Tl.Reference;

internal sealed class ReferenceMessageEntityTextUrl : IReferenceObject
{
    public const uint ConstructorId = 0x76a6d327;

    public int Offset { get; set; }

    public int Length { get; set; }

    public string Url { get; set; } = null!;

    public static object Read(BinaryReader reader)
    {
        var value = new ReferenceMessageEntityTextUrl();
        value.Offset = reader.ReadInt32();
        value.Length = reader.ReadInt32();
        value.Url = reader.ReadText();
        return value;
    }

    public void Write(BinaryWriter writer)
    {
        writer.Write(ConstructorId);
        writer.Write(Offset);
        writer.Write(Length);
        writer.WriteText(Url);
    }
}

using TelegramHost.Benchmarks.Tl.Reference.Wire;

namespace TelegramHost.Benchmarks.Tl.Reference;

internal sealed class ReferenceMessageEntityBold : IReferenceObject
{
    public const uint ConstructorId = 0xbd610bc9;

    public int Offset { get; set; }

    public int Length { get; set; }

    public static object Read(BinaryReader reader)
    {
        var value = new ReferenceMessageEntityBold();
        value.Offset = reader.ReadInt32();
        value.Length = reader.ReadInt32();
        return value;
    }

    public void Write(BinaryWriter writer)
    {
        writer.Write(ConstructorId);
        writer.Write(Offset);
        writer.Write(Length);
    }
}

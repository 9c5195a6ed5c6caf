using TelegramHost.Benchmarks.Tl.Reference.Wire;

namespace TelegramHost.Benchmarks.Tl.Reference;

internal sealed class ReferenceUpdateNewMessage : IReferenceObject
{
    public const uint ConstructorId = 0x1f2b0afd;

    public object Message { get; set; } = null!;

    public int Pts { get; set; }

    public int PtsCount { get; set; }

    public static object Read(BinaryReader reader)
    {
        var value = new ReferenceUpdateNewMessage();
        value.Message = reader.ReadObject();
        value.Pts = reader.ReadInt32();
        value.PtsCount = reader.ReadInt32();
        return value;
    }

    public void Write(BinaryWriter writer)
    {
        writer.Write(ConstructorId);
        writer.WriteObject(Message);
        writer.Write(Pts);
        writer.Write(PtsCount);
    }
}

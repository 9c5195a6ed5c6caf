using TelegramHost.Benchmarks.Tl.Reference.Wire;

namespace TelegramHost.Benchmarks.Tl.Reference;

internal sealed class ReferencePeerUser : IReferenceObject
{
    public const uint ConstructorId = 0x59511722;

    public long UserId { get; set; }

    public static object Read(BinaryReader reader)
    {
        var value = new ReferencePeerUser();
        value.UserId = reader.ReadInt64();
        return value;
    }

    public void Write(BinaryWriter writer)
    {
        writer.Write(ConstructorId);
        writer.Write(UserId);
    }
}

using TelegramHost.Benchmarks.Tl.Reference.Wire;

namespace TelegramHost.Benchmarks.Tl.Reference;

internal sealed class ReferenceUserStatusRecently : IReferenceObject
{
    public const uint ConstructorId = 0x7b197dc8;

    public bool ByMe { get; set; }

    public static object Read(BinaryReader reader)
    {
        var value = new ReferenceUserStatusRecently();
        var flags = reader.ReadInt32();
        value.ByMe = (flags & (1 << 0)) != 0;
        return value;
    }

    public void Write(BinaryWriter writer)
    {
        writer.Write(ConstructorId);
        var flags = 0;
        if (ByMe)
            flags |= 1 << 0;
        writer.Write(flags);
    }
}

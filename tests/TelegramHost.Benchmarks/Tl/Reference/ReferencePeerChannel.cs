using TelegramHost.Benchmarks.Tl.Reference.Wire;

namespace TelegramHost.Benchmarks.Tl.Reference;

internal sealed class ReferencePeerChannel : IReferenceObject
{
    public const uint ConstructorId = 0xa2a5371e;

    public long ChannelId { get; set; }

    public static object Read(BinaryReader reader)
    {
        var value = new ReferencePeerChannel();
        value.ChannelId = reader.ReadInt64();
        return value;
    }

    public void Write(BinaryWriter writer)
    {
        writer.Write(ConstructorId);
        writer.Write(ChannelId);
    }
}

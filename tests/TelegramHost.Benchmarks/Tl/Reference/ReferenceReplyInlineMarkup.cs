using TelegramHost.Benchmarks.Tl.Reference.Wire;

namespace TelegramHost.Benchmarks.Tl.Reference;

internal sealed class ReferenceReplyInlineMarkup : IReferenceObject
{
    public const uint ConstructorId = 0x48a30254;

    public List<object> Rows { get; set; } = null!;

    public static object Read(BinaryReader reader)
    {
        var value = new ReferenceReplyInlineMarkup();
        value.Rows = reader.ReadList();
        return value;
    }

    public void Write(BinaryWriter writer)
    {
        writer.Write(ConstructorId);
        writer.WriteList(Rows);
    }
}

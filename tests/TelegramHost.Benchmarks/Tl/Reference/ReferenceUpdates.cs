using TelegramHost.Benchmarks.Tl.Reference.Wire;

namespace TelegramHost.Benchmarks.Tl.Reference;

internal sealed class ReferenceUpdates : IReferenceObject
{
    public const uint ConstructorId = 0x74ae4240;

    public List<object> Updates { get; set; } = null!;

    public List<object> Users { get; set; } = null!;

    public List<object> Chats { get; set; } = null!;

    public int Date { get; set; }

    public int Seq { get; set; }

    public static object Read(BinaryReader reader)
    {
        var value = new ReferenceUpdates();
        value.Updates = reader.ReadList();
        value.Users = reader.ReadList();
        value.Chats = reader.ReadList();
        value.Date = reader.ReadInt32();
        value.Seq = reader.ReadInt32();
        return value;
    }

    public void Write(BinaryWriter writer)
    {
        writer.Write(ConstructorId);
        writer.WriteList(Updates);
        writer.WriteList(Users);
        writer.WriteList(Chats);
        writer.Write(Date);
        writer.Write(Seq);
    }
}

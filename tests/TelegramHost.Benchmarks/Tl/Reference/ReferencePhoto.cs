using TelegramHost.Benchmarks.Tl.Reference.Wire;

namespace TelegramHost.Benchmarks.Tl.Reference;

internal sealed class ReferencePhoto : IReferenceObject
{
    public const uint ConstructorId = 0xfb197a65;

    public bool HasStickers { get; set; }

    public long Id { get; set; }

    public long AccessHash { get; set; }

    public byte[] FileReference { get; set; } = null!;

    public int Date { get; set; }

    public List<object> Sizes { get; set; } = null!;

    public List<object>? VideoSizes { get; set; }

    public int DcId { get; set; }

    public static object Read(BinaryReader reader)
    {
        var value = new ReferencePhoto();
        var flags = reader.ReadInt32();
        value.HasStickers = (flags & (1 << 0)) != 0;
        value.Id = reader.ReadInt64();
        value.AccessHash = reader.ReadInt64();
        value.FileReference = reader.ReadByteField();
        value.Date = reader.ReadInt32();
        value.Sizes = reader.ReadList();
        if ((flags & (1 << 1)) != 0)
            value.VideoSizes = reader.ReadList();
        value.DcId = reader.ReadInt32();
        return value;
    }

    public void Write(BinaryWriter writer)
    {
        writer.Write(ConstructorId);
        var flags = 0;
        if (HasStickers)
            flags |= 1 << 0;
        if (VideoSizes != null)
            flags |= 1 << 1;
        writer.Write(flags);
        writer.Write(Id);
        writer.Write(AccessHash);
        writer.WriteByteField(FileReference);
        writer.Write(Date);
        writer.WriteList(Sizes);
        if (VideoSizes != null)
            writer.WriteList(VideoSizes);
        writer.Write(DcId);
    }
}

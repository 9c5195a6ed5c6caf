using TelegramHost.Benchmarks.Tl.Reference.Wire;

namespace TelegramHost.Benchmarks.Tl.Reference;

internal sealed class ReferenceMessageMediaPhoto : IReferenceObject
{
    public const uint ConstructorId = 0xe216eb63;

    public bool Spoiler { get; set; }

    public bool LivePhoto { get; set; }

    public object? Photo { get; set; }

    public int? TtlSeconds { get; set; }

    public object? Video { get; set; }

    public static object Read(BinaryReader reader)
    {
        var value = new ReferenceMessageMediaPhoto();
        var flags = reader.ReadInt32();
        value.Spoiler = (flags & (1 << 3)) != 0;
        value.LivePhoto = (flags & (1 << 4)) != 0;
        if ((flags & (1 << 0)) != 0)
            value.Photo = reader.ReadObject();
        if ((flags & (1 << 2)) != 0)
            value.TtlSeconds = reader.ReadInt32();
        if ((flags & (1 << 4)) != 0)
            value.Video = reader.ReadObject();
        return value;
    }

    public void Write(BinaryWriter writer)
    {
        writer.Write(ConstructorId);
        var flags = 0;
        if (Spoiler)
            flags |= 1 << 3;
        if (LivePhoto || Video != null)
            flags |= 1 << 4;
        if (Photo != null)
            flags |= 1 << 0;
        if (TtlSeconds != null)
            flags |= 1 << 2;
        writer.Write(flags);
        if (Photo != null)
            writer.WriteObject(Photo);
        if (TtlSeconds != null)
            writer.Write(TtlSeconds.Value);
        if (Video != null)
            writer.WriteObject(Video);
    }
}

using TelegramHost.Benchmarks.Tl.Reference.Wire;

namespace TelegramHost.Benchmarks.Tl.Reference;

internal sealed class ReferenceChatPhoto : IReferenceObject
{
    public const uint ConstructorId = 0x1c6e1c11;

    public bool HasVideo { get; set; }

    public long PhotoId { get; set; }

    public byte[]? StrippedThumb { get; set; }

    public int DcId { get; set; }

    public static object Read(BinaryReader reader)
    {
        var value = new ReferenceChatPhoto();
        var flags = reader.ReadInt32();
        value.HasVideo = (flags & (1 << 0)) != 0;
        value.PhotoId = reader.ReadInt64();
        if ((flags & (1 << 1)) != 0)
            value.StrippedThumb = reader.ReadByteField();
        value.DcId = reader.ReadInt32();
        return value;
    }

    public void Write(BinaryWriter writer)
    {
        writer.Write(ConstructorId);
        var flags = 0;
        if (HasVideo)
            flags |= 1 << 0;
        if (StrippedThumb != null)
            flags |= 1 << 1;
        writer.Write(flags);
        writer.Write(PhotoId);
        if (StrippedThumb != null)
            writer.WriteByteField(StrippedThumb);
        writer.Write(DcId);
    }
}

using TelegramHost.Benchmarks.Tl.Reference.Wire;

namespace TelegramHost.Benchmarks.Tl.Reference;

internal sealed class ReferenceKeyboardButtonCallback : IReferenceObject
{
    public const uint ConstructorId = 0xe62bc960;

    public bool RequiresPassword { get; set; }

    public object? Style { get; set; }

    public string Text { get; set; } = null!;

    public byte[] Data { get; set; } = null!;

    public static object Read(BinaryReader reader)
    {
        var value = new ReferenceKeyboardButtonCallback();
        var flags = reader.ReadInt32();
        value.RequiresPassword = (flags & (1 << 0)) != 0;
        if ((flags & (1 << 10)) != 0)
            value.Style = reader.ReadObject();
        value.Text = reader.ReadText();
        value.Data = reader.ReadByteField();
        return value;
    }

    public void Write(BinaryWriter writer)
    {
        writer.Write(ConstructorId);
        var flags = 0;
        if (RequiresPassword)
            flags |= 1 << 0;
        if (Style != null)
            flags |= 1 << 10;
        writer.Write(flags);
        if (Style != null)
            writer.WriteObject(Style);
        writer.WriteText(Text);
        writer.WriteByteField(Data);
    }
}

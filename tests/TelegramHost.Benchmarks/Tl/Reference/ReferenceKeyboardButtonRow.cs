using TelegramHost.Benchmarks.Tl.Reference.Wire;

namespace TelegramHost.Benchmarks.Tl.Reference;

internal sealed class ReferenceKeyboardButtonRow : IReferenceObject
{
    public const uint ConstructorId = 0x77608b83;

    public List<object> Buttons { get; set; } = null!;

    public static object Read(BinaryReader reader)
    {
        var value = new ReferenceKeyboardButtonRow();
        value.Buttons = reader.ReadList();
        return value;
    }

    public void Write(BinaryWriter writer)
    {
        writer.Write(ConstructorId);
        writer.WriteList(Buttons);
    }
}

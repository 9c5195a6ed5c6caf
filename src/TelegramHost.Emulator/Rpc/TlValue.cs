using TelegramHost.Tl;

namespace TelegramHost.Emulator.Rpc;

/// <summary>Answers that are no objects of the schema: <c>Bool</c> and vectors.</summary>
internal static class TlValue
{
    public static ITlObject True { get; } = new BoolValue(true);

    public static ITlObject False { get; } = new BoolValue(false);

    public static ITlObject Of(bool value) => value ? True : False;

    public static ITlObject Vector<T>(T[] items)
        where T : class, ITlObject => new VectorValue<T>(items);

    public static ITlObject Vector(long[] items) => new LongVectorValue(items);

    private sealed class BoolValue(bool value) : ITlObject
    {
        public uint ConstructorId => value ? TlReader.BoolTrueId : TlReader.BoolFalseId;

        public void Write(ref TlWriter writer) => writer.WriteBool(value);
    }

    private sealed class VectorValue<T>(T[] items) : ITlObject
        where T : class, ITlObject
    {
        public uint ConstructorId => TlReader.VectorId;

        public void Write(ref TlWriter writer)
        {
            writer.WriteVectorHeader(items.Length);
            foreach (var item in items)
                item.Write(ref writer);
        }
    }

    private sealed class LongVectorValue(long[] items) : ITlObject
    {
        public uint ConstructorId => TlReader.VectorId;

        public void Write(ref TlWriter writer) => writer.WriteInt64Vector(items);
    }
}

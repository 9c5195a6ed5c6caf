using TelegramHost.Tl;
using TelegramHost.TlSchema;

namespace TelegramHost.Emulator.Layers;

/// <summary>Writes nodes as TL; flags are computed from which fields are there.</summary>
internal static class NodeWriter
{
    /// <summary>The boxed bytes of a function or object.</summary>
    public static byte[] Write(TlNode node)
    {
        using var buffer = new TlBuffer(256);
        var writer = new TlWriter(buffer);
        WriteBoxed(ref writer, node);
        writer.Flush();
        return buffer.Written.ToArray();
    }

    /// <summary>The bytes of a value of a known type, such as the answer to a function.</summary>
    public static byte[] Write(object value, TlType type)
    {
        using var buffer = new TlBuffer(256);
        var writer = new TlWriter(buffer);
        WriteValue(ref writer, value, type);
        writer.Flush();
        return buffer.Written.ToArray();
    }

    private static void WriteValue(ref TlWriter writer, object value, TlType type)
    {
        switch (value)
        {
            case int number:
                writer.WriteInt32(number);
                break;
            case long number:
                writer.WriteInt64(number);
                break;
            case double number:
                writer.WriteDouble(number);
                break;
            case bool truth:
                writer.WriteBool(truth);
                break;
            case byte[] bytes when type.IsFunctionOf || type.Name is "int128" or "int256":
                writer.WriteRaw(bytes);
                break;
            case byte[] bytes:
                writer.WriteBytes(bytes);
                break;
            case List<object?> items:
                WriteVector(ref writer, items, type);
                break;
            case TlNode node when type.IsBare:
                WriteFields(ref writer, node);
                break;
            case TlNode node:
                WriteBoxed(ref writer, node);
                break;
            default:
                throw new ArgumentException($"A value of {value.GetType().Name} cannot be written as {type}.", nameof(value));
        }
    }

    private static void WriteVector(ref TlWriter writer, List<object?> items, TlType type)
    {
        if (type.IsBare)
            writer.WriteInt32(items.Count);
        else
            writer.WriteVectorHeader(items.Count);
        foreach (var item in items)
            WriteValue(ref writer, item!, type.Item!);
    }

    private static void WriteBoxed(ref TlWriter writer, TlNode node)
    {
        writer.WriteConstructor(node.Definition.Id);
        WriteFields(ref writer, node);
    }

    private static void WriteFields(ref TlWriter writer, TlNode node)
    {
        var fields = node.Definition.Fields;
        for (var i = 0; i < fields.Count; i++)
        {
            if (fields[i].IsFlagsWord)
                writer.WriteInt32(Flags(node, i));
            else if (node.Values[i] is { } value && !fields[i].IsBareTrue)
                WriteValue(ref writer, value, fields[i].Type);
        }
    }

    private static int Flags(TlNode node, int word)
    {
        var flags = 0;
        var fields = node.Definition.Fields;
        for (var i = 0; i < fields.Count; i++)
        {
            if (fields[i].FlagsIndex == word && node.Values[i] is not null)
                flags |= 1 << fields[i].FlagBit;
        }

        return flags;
    }
}

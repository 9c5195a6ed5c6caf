using TelegramHost.Emulator.Layers;
using TelegramHost.TlSchema;

namespace TelegramHost.EndToEnd.Tests.Interop;

/// <summary>Objects of a layer with random fields, by its schema.</summary>
internal sealed class RandomNodes(SchemaLayer layer, Random random)
{
    private const int MaxDepth = 4;

    /// <summary>An object with random fields, or null if it holds itself without end.</summary>
    public TlNode? Next(SchemaDefinition definition) => Next(definition, 0);

    private TlNode? Next(SchemaDefinition definition, int depth)
    {
        var values = new object?[definition.Fields.Count];
        // One for each word: fields that share a flag are there together.
        var flags = new int[values.Length];
        for (var i = 0; i < values.Length; i++)
        {
            var field = definition.Fields[i];
            if (field.IsFlagsWord)
                flags[i] = depth >= MaxDepth ? 0 : random.Next() | (random.Next() << 16);
            else if (!field.IsOptional || (flags[field.FlagsIndex] & (1 << field.FlagBit)) != 0)
                values[i] = field.IsBareTrue ? true : Value(field.Type, depth);
            else
                continue;
            if (values[i] is null && !field.IsFlagsWord)
                return null;
        }

        return new TlNode(definition, values);
    }

    private object? Value(TlType type, int depth)
    {
        if (type.IsFunctionOf)
            return Bytes(4);
        if (type.Item is { } item)
            return depth >= MaxDepth ? [] : Items(item, depth);
        switch (type.Name)
        {
            case "int" or "#":
                return random.Next();
            case "long":
                return random.NextInt64();
            case "double":
                return random.NextDouble();
            case "Bool":
                return random.Next(2) == 0;
            case "true":
                return true;
            case "string" or "bytes":
                return Bytes(random.Next(300));
            case "int128":
                return Bytes(16);
            case "int256":
                return Bytes(32);
        }

        var family = layer.ConstructorsOf(type.Name);
        if (depth > 3 * MaxDepth || family.Count == 0)
            return null;
        // Deep down the smallest member, so that it ends.
        var chosen = depth >= MaxDepth ? family.MinBy(member => member.Fields.Count(field => !field.IsOptional)) : family[random.Next(family.Count)];
        return Next(chosen!, depth + 1);
    }

    private List<object?> Items(TlType item, int depth)
    {
        var items = new List<object?>();
        for (var left = random.Next(3); left > 0; left--)
        {
            if (Value(item, depth + 1) is { } value)
                items.Add(value);
        }

        return items;
    }

    private byte[] Bytes(int length)
    {
        var bytes = new byte[length];
        for (var i = 0; i < length; i++)
            bytes[i] = (byte)random.Next('a', 'z');
        return bytes;
    }
}

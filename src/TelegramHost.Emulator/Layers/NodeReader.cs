using TelegramHost.Tl;
using TelegramHost.TlSchema;

namespace TelegramHost.Emulator.Layers;

/// <summary>Reads TL of one layer into nodes, by the layer's schema.</summary>
internal sealed class NodeReader(SchemaLayer layer)
{
    /// <summary>Reads a boxed function or object.</summary>
    /// <exception cref="TlFormatException">The bytes are not of this layer.</exception>
    public TlNode Read(ReadOnlySpan<byte> data)
    {
        var reader = new TlReader(data);
        return ReadBoxed(ref reader, expectedType: null);
    }

    /// <summary>Reads a value whose type is known, such as the answer to a function.</summary>
    /// <exception cref="TlFormatException">The bytes are no such value.</exception>
    public object Read(ReadOnlySpan<byte> data, TlType type)
    {
        var reader = new TlReader(data);
        return ReadValue(ref reader, type);
    }

    private object ReadValue(ref TlReader reader, TlType type)
    {
        if (type.IsFunctionOf)
            return reader.ReadRest().ToArray();
        if (type.Item is { } item)
            return ReadVector(ref reader, type, item);
        switch (type.Name)
        {
            case "int" or "#":
                return reader.ReadInt32();
            case "long":
                return reader.ReadInt64();
            case "double":
                return reader.ReadDouble();
            case "string" or "bytes":
                return reader.ReadBytes();
            case "int128":
                return reader.ReadRaw(TlInt128.Size).ToArray();
            case "int256":
                return reader.ReadRaw(TlInt256.Size).ToArray();
            case "Bool":
                return reader.ReadBool();
        }

        return type.IsBare ? ReadBare(ref reader, type) : ReadBoxed(ref reader, type.Name);
    }

    private List<object?> ReadVector(ref TlReader reader, TlType type, TlType item)
    {
        if (!type.IsBare)
            reader.ExpectConstructor(TlReader.VectorId, type.ToString());
        var count = reader.ReadCount();
        var items = new List<object?>(count);
        for (var i = 0; i < count; i++)
            items.Add(ReadValue(ref reader, item));
        return items;
    }

    private TlNode ReadBare(ref TlReader reader, TlType type)
    {
        var family = layer.ConstructorsOf(type.Name);
        var definition = layer.FindConstructor(type.Name) ?? (family.Count == 1 ? family[0] : null)
            ?? throw TlFormatException.Malformed(TlFormatError.UnknownConstructor, reader.Position, $"layer {layer.Number} has no bare {type.Name}.");
        return ReadFields(ref reader, definition);
    }

    private TlNode ReadBoxed(ref TlReader reader, string? expectedType)
    {
        var id = reader.ReadConstructor();
        var definition = layer.Find(id);
        // "X" and "Object" stand for anything.
        if (definition is null || (expectedType is not (null or "X" or "Object") && definition.Result.Name != expectedType))
            throw reader.UnknownConstructor(id, $"{expectedType ?? "definition"} of layer {layer.Number}");
        return ReadFields(ref reader, definition);
    }

    private TlNode ReadFields(ref TlReader reader, SchemaDefinition definition)
    {
        reader.Enter();
        var values = new object?[definition.Fields.Count];
        for (var i = 0; i < values.Length; i++)
        {
            var field = definition.Fields[i];
            var isPresent = !field.IsOptional || ((int)values[field.FlagsIndex]! & (1 << field.FlagBit)) != 0;
            if (isPresent)
                values[i] = field.IsBareTrue ? true : ReadValue(ref reader, field.Type);
        }

        reader.Leave();
        return new TlNode(definition, values);
    }
}

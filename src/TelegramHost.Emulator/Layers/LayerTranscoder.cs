using System.Text;
using TelegramHost.TlSchema;

namespace TelegramHost.Emulator.Layers;

/// <summary>Turns nodes of one layer into nodes of another, by name.</summary>
/// <remarks>
/// A field that the target lacks is dropped; a required field that the source lacks gets a default. A constructor that the target
/// lacks is replaced by its family's unsupported or empty member; where there is none, the optional field or the item of a vector
/// that holds it is left out. Each such loss is reported.
/// </remarks>
internal sealed class LayerTranscoder(SchemaLayer target, Action<string>? reportLoss = null)
{
    private const int MaxDefaultDepth = 8;

    /// <summary>The same object in the target layer, or null if that layer has nothing like it.</summary>
    public TlNode? Convert(TlNode node)
    {
        var definition = node.Definition.IsFunction ? target.FindFunction(node.Name) : target.FindConstructor(node.Name);
        return definition is null ? null : Fill(definition, node);
    }

    /// <summary>The same value as a <paramref name="type"/> of the target layer, or null if it cannot be one.</summary>
    public object? Convert(object? value, TlType type)
    {
        switch (value)
        {
            case null:
                return null;
            case List<object?> items when type.Item is { } itemType:
                return ConvertItems(items, itemType);
            case TlNode node:
                return ConvertNode(node, type);
            case byte[] text when type.Name == "TextWithEntities":
                return MakeTextWithEntities(text);
            default:
                return ConvertPrimitive(value, type);
        }
    }

    private static object? ConvertPrimitive(object value, TlType type) => (value, type.Name) switch
    {
        (int, "int" or "#") or (long, "long") or (double, "double") or (bool, "Bool" or "true") => value,
        (byte[], "string" or "bytes" or "int128" or "int256") => value,
        (byte[], _) when type.IsFunctionOf => value,
        (int number, "long") => (long)number,
        // Identifiers were 32 bits wide once; an account beyond that cannot be said in such a layer.
        (long number, "int") when number is >= int.MinValue and <= int.MaxValue => (int)number,
        (long, "int") => null,
        (int number, "double") => (double)number,
        (double number, "int") => (int)number,
        _ => null,
    };

    private List<object?> ConvertItems(List<object?> items, TlType itemType)
    {
        var converted = new List<object?>(items.Count);
        foreach (var item in items)
        {
            if (Convert(item, itemType) is { } value)
                converted.Add(value);
            else
                reportLoss?.Invoke($"an item of Vector<{itemType}> ({NameOf(item)}) is left out in layer {target.Number}");
        }

        return converted;
    }

    private object? ConvertNode(TlNode node, TlType type)
    {
        if (type.Name is "string" && node.Name == "textWithEntities")
            return node["text"];
        if (type.IsPrimitive || type.IsVector)
            return null;

        if (target.FindConstructor(node.Name) is { } same && Fits(same, type))
            return Fill(same, node);

        // Newer layers wrap what older ones answer as it is, for example the updates of joining a channel.
        if (OnlyObject(node) is { } wrapped && target.FindConstructor(wrapped.Name) is { } inner && Fits(inner, type))
            return Fill(inner, wrapped);

        var replacement = Replacement(type.Name);
        reportLoss?.Invoke(replacement is null
            ? $"{node.Name} does not exist in layer {target.Number} and is left out"
            : $"{node.Name} does not exist in layer {target.Number} and becomes {replacement.Name}");
        return replacement is null ? null : Fill(replacement, node);
    }

    private static TlNode? OnlyObject(TlNode node) =>
        node.Definition.Fields.Count == 1 ? node[node.Definition.Fields[0].Name] as TlNode : null;

    private static bool Fits(SchemaDefinition definition, TlType type) =>
        type.Name is "X" or "Object" || definition.Result.Name == type.Name || definition.Name == type.Name;

    private TlNode? Fill(SchemaDefinition definition, TlNode source)
    {
        var values = new object?[definition.Fields.Count];
        for (var i = 0; i < values.Length; i++)
        {
            var field = definition.Fields[i];
            if (field.IsFlagsWord)
                continue;
            var value = Convert(source[field.Name], field.Type);
            if (value is null && !field.IsOptional)
            {
                value = Default(field.Type, 0);
                if (value is null)
                {
                    reportLoss?.Invoke($"{definition.Name} of layer {target.Number} needs {field.Name}:{field.Type}, for which there is no default");
                    return null;
                }
            }

            values[i] = value;
        }

        CompleteShared(definition, values);
        return new TlNode(definition, values);
    }

    /// <summary>Fields that share a flag are all there or none is: the missing ones get a default, or the others go.</summary>
    private void CompleteShared(SchemaDefinition definition, object?[] values)
    {
        for (var i = 0; i < values.Length; i++)
        {
            var missing = definition.Fields[i];
            if (values[i] is not null || !missing.IsOptional || missing.IsBareTrue || !IsFlagSet(definition, values, missing))
                continue;
            if ((values[i] = Default(missing.Type, 0)) is not null)
                continue;
            reportLoss?.Invoke($"{definition.Name} of layer {target.Number} has no {missing.Name}, and loses what shares its flag");
            for (var j = 0; j < values.Length; j++)
            {
                if (definition.Fields[j].SharesFlagWith(missing))
                    values[j] = null;
            }
        }
    }

    private static bool IsFlagSet(SchemaDefinition definition, object?[] values, SchemaField field)
    {
        for (var i = 0; i < values.Length; i++)
        {
            if (values[i] is not null && definition.Fields[i].SharesFlagWith(field))
                return true;
        }

        return false;
    }

    private object? Default(TlType type, int depth)
    {
        if (type.IsVector)
            return new List<object?>();
        return type.Name switch
        {
            "int" or "#" => 0,
            "long" => 0L,
            "double" => 0d,
            "string" or "bytes" => Array.Empty<byte>(),
            "int128" => new byte[16],
            "int256" => new byte[32],
            "Bool" => false,
            _ => DefaultObject(type, depth),
        };
    }

    private TlNode? DefaultObject(TlType type, int depth)
    {
        if (depth == MaxDefaultDepth)
            return null;
        var family = target.ConstructorsOf(type.Name);
        if ((Replacement(type.Name) ?? (family.Count == 1 ? family[0] : null)) is not { } definition)
            return null;
        var values = new object?[definition.Fields.Count];
        for (var i = 0; i < values.Length; i++)
        {
            var field = definition.Fields[i];
            if (field.IsFlagsWord || field.IsOptional)
                continue;
            if ((values[i] = Default(field.Type, depth + 1)) is null)
                return null;
        }

        return new TlNode(definition, values);
    }

    /// <summary>The member of a type that says "something else": <c>…Unsupported</c>, else <c>…Empty</c>.</summary>
    private SchemaDefinition? Replacement(string type)
    {
        var family = target.ConstructorsOf(type);
        return family.FirstOrDefault(definition => definition.Name.EndsWith("Unsupported", StringComparison.Ordinal))
            ?? family.FirstOrDefault(definition => definition.Name.EndsWith("Empty", StringComparison.Ordinal));
    }

    private TlNode? MakeTextWithEntities(byte[] text)
    {
        if (target.FindConstructor("textWithEntities") is not { } definition)
            return null;
        var values = new object?[definition.Fields.Count];
        values[definition.IndexOf("text")] = text;
        values[definition.IndexOf("entities")] = new List<object?>();
        return new TlNode(definition, values);
    }

    private static string NameOf(object? value) => value switch
    {
        TlNode node => node.Name,
        byte[] bytes => Encoding.UTF8.GetString(bytes.AsSpan(0, Math.Min(16, bytes.Length))),
        _ => value?.GetType().Name ?? "nothing",
    };
}

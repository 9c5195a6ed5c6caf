using TelegramHost.TlSchema;

namespace TelegramHost.TlGen.Emit;

/// <summary>How a TL type looks, is read and is written in C#.</summary>
/// <param name="Name">The C# type.</param>
/// <param name="IsValue">Whether it is a value type.</param>
/// <param name="Read">The expression that reads it from <c>reader</c>.</param>
/// <param name="Write">The statement that writes <c>{0}</c> to <c>writer</c>.</param>
internal sealed record FieldType(string Name, bool IsValue, string Read, string Write)
{
    /// <summary>Finds the type's form.</summary>
    public static FieldType Of(TlType type, SchemaModel model, EmitSettings settings)
    {
        if (type.IsFunctionOf)
            return new("ITlRequest<TResult>", false, "null!", "{0}.Write(ref writer);");
        if (type.IsVector)
            return OfVector(type, model, settings);
        if (Primitive(type.Name) is { } primitive)
            return primitive;
        var name = Qualified(model.ClassOf(type), settings);
        return type.IsBare
            ? new(name, false, $"new {name}(ref reader)", "{0}.WriteFields(ref writer);")
            : new(name, false, $"{name}.Read(ref reader)", "{0}.Write(ref writer);");
    }

    private static FieldType? Primitive(string name) => name switch
    {
        "int" or "#" => Simple("int", true, "Int32"),
        "long" => Simple("long", true, "Int64"),
        "double" => Simple("double", true, "Double"),
        "Bool" => Simple("bool", true, "Bool"),
        "int128" => Simple("TlInt128", true, "Int128"),
        "int256" => Simple("TlInt256", true, "Int256"),
        "string" => Simple("string", false, "String"),
        "bytes" => Simple("byte[]", false, "Bytes"),
        _ => null,
    };

    private static FieldType OfVector(TlType type, SchemaModel model, EmitSettings settings)
    {
        var item = type.Item!;
        if (type.IsBare)
        {
            if (item.IsPrimitive || item.IsVector)
                throw new TlGenException($"A field of type '{type}' has no reader.");
            var bare = Qualified(model.ClassOf(item), settings);
            return new($"{bare}[]", false, $"{bare}.ReadBareVector(ref reader)", $"{bare}.WriteBareVector(ref writer, {{0}});");
        }

        switch (item.Name)
        {
            case "int" or "long" or "double" or "string" or "bytes":
                var primitive = Primitive(item.Name)!;
                var kind = primitive.Read[(primitive.Read.IndexOf('.', StringComparison.Ordinal) + "Read".Length + 1)..^2];
                return new($"{primitive.Name}[]", false, $"reader.Read{kind}Vector()", $"writer.Write{kind}Vector({{0}});");
            case var _ when item.IsPrimitive || item.IsVector || item.IsBare:
                throw new TlGenException($"A field of type '{type}' has no reader.");
            default:
                var name = Qualified(model.ClassOf(item), settings);
                return new($"{name}[]", false, $"{name}.ReadVector(ref reader)", $"{name}.WriteVector(ref writer, {{0}});");
        }
    }

    private static FieldType Simple(string name, bool isValue, string kind) =>
        new(name, isValue, $"reader.Read{kind}()", $"writer.Write{kind}({{0}});");

    // A property may be called like a type, so types are named in full.
    private static string Qualified(string className, EmitSettings settings) => $"global::{settings.Namespace}.{className}";
}

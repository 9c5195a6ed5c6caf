using System.Reflection;
using TelegramHost.TlSchema;

namespace TelegramHost.Tl.Tests.Objects;

/// <summary>The generated classes of layer 228 with the definitions they come from.</summary>
internal static class GeneratedTypes
{
    public delegate ITlObject Reader(ref TlReader reader);

    private static readonly Dictionary<uint, TlDefinition> Definitions = TlSchemaParser
        .Parse(File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "schema", "api.tl")), "api.tl")
        .Definitions.ToDictionary(definition => definition.Id);

    /// <summary>Every class that can be read and written.</summary>
    public static IReadOnlyList<Type> Classes { get; } =
    [
        .. typeof(Schema.Message).Assembly.GetTypes().Where(type =>
            type is { IsClass: true, IsAbstract: false, IsGenericTypeDefinition: false } && type.IsAssignableTo(typeof(ITlObject))),
    ];

    /// <summary>Classes by their parent.</summary>
    public static ILookup<Type, Type> Children { get; } = Classes.Where(type => type.BaseType != typeof(object)).ToLookup(type => type.BaseType!);

    /// <summary>The definition behind a class.</summary>
    public static TlDefinition DefinitionOf(Type type) => Definitions[(uint)type.GetField("Constructor")!.GetRawConstantValue()!];

    /// <summary>The properties in wire order, each with its field.</summary>
    public static IEnumerable<(TlParameter Field, PropertyInfo Property)> FieldsOf(Type type)
    {
        var fields = DefinitionOf(type).Parameters.Where(parameter => !parameter.IsFlagsWord);
        var properties = type.GetProperties(BindingFlags.Public | BindingFlags.Instance | BindingFlags.DeclaredOnly)
            .Where(property => property.CanWrite).OrderBy(property => property.MetadataToken);
        return fields.Zip(properties);
    }

    /// <summary>The reader of a class.</summary>
    public static Reader ReaderOf(Type type) =>
        type.GetMethod("Read", BindingFlags.Public | BindingFlags.Static | BindingFlags.DeclaredOnly)!.CreateDelegate<Reader>();
}

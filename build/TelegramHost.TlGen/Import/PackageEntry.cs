using System.Text;
using System.Text.Json;
using TelegramHost.TlSchema;

namespace TelegramHost.TlGen.Import;

/// <summary>One definition of the package, which keeps it as data.</summary>
internal sealed class PackageEntry
{
    private const string MtProtoPrefix = "mt_";
    private readonly JsonElement _entry;

    private PackageEntry(JsonElement entry)
    {
        _entry = entry;
        Name = WithoutPrefix(entry.GetProperty("name").GetString()!);
        // In the MTProto schema everything is called a class.
        IsFunction = entry.GetProperty("kind").GetString() == "method" || KnownDefinitions.MtProtoFunctionNames.Contains(Name);
    }

    /// <summary>The TL name.</summary>
    public string Name { get; }

    /// <summary>Whether it is a function.</summary>
    public bool IsFunction { get; }

    /// <summary>All entries of a JSON array.</summary>
    public static IEnumerable<PackageEntry> ReadAll(JsonElement entries) => entries.EnumerateArray().Select(entry => new PackageEntry(entry));

    /// <summary>The definition as a line of a schema, without the semicolon.</summary>
    public string ToTl()
    {
        // Some ids are written as signed numbers.
        var id = unchecked((uint)_entry.GetProperty("id").GetInt64());
        var line = new StringBuilder().Append(Name).Append('#').Append(TlConstructorId.Format(id));
        if (_entry.TryGetProperty("generics", out var generics))
        {
            foreach (var generic in generics.EnumerateArray())
                line.Append($" {{{generic.GetProperty("name").GetString()}:{generic.GetProperty("type").GetString()}}}");
        }

        foreach (var argument in _entry.GetProperty("arguments").EnumerateArray())
            line.Append($" {argument.GetProperty("name").GetString()}:{TypeOf(argument)}");
        return line.Append(" = ").Append(TypeOf(_entry)).ToString();
    }

    private static string TypeOf(JsonElement element)
    {
        var type = WithoutPrefix(element.GetProperty("type").GetString()!);
        if (type == "int53")
            type = "long";
        if (!element.TryGetProperty("typeModifiers", out var modifiers))
            return type;
        if (Is(modifiers, "isVector"))
            type = $"Vector<{type}>";
        else if (Is(modifiers, "isBareVector"))
            type = $"vector<{type}>";
        return modifiers.TryGetProperty("predicate", out var predicate) ? $"{predicate.GetString()}?{type}" : type;
    }

    private static bool Is(JsonElement modifiers, string name) => modifiers.TryGetProperty(name, out var value) && value.GetBoolean();

    private static string WithoutPrefix(string name) =>
        name.StartsWith(MtProtoPrefix, StringComparison.Ordinal) ? name[MtProtoPrefix.Length..] : name;
}

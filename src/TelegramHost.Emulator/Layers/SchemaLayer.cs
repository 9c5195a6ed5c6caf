using TelegramHost.TlSchema;

namespace TelegramHost.Emulator.Layers;

/// <summary>All definitions of one layer, found by id or by name.</summary>
internal sealed class SchemaLayer
{
    private readonly Dictionary<uint, SchemaDefinition> _byId = [];
    private readonly Dictionary<string, SchemaDefinition> _constructors = new(StringComparer.Ordinal);
    private readonly Dictionary<string, SchemaDefinition> _functions = new(StringComparer.Ordinal);
    private readonly Dictionary<string, List<SchemaDefinition>> _byType = new(StringComparer.Ordinal);

    public SchemaLayer(int number, TlSchemaDocument document)
    {
        Number = number;
        foreach (var line in document.Definitions)
        {
            var definition = new SchemaDefinition(line);
            _byId[definition.Id] = definition;
            (definition.IsFunction ? _functions : _constructors)[definition.Name] = definition;
            if (definition.IsFunction)
                continue;
            if (!_byType.TryGetValue(definition.Result.Name, out var family))
                _byType[definition.Result.Name] = family = [];
            family.Add(definition);
        }
    }

    public int Number { get; }

    public SchemaDefinition? Find(uint id) => _byId.GetValueOrDefault(id);

    public SchemaDefinition? FindConstructor(string name) => _constructors.GetValueOrDefault(name);

    public SchemaDefinition? FindFunction(string name) => _functions.GetValueOrDefault(name);

    /// <summary>The constructors of a type.</summary>
    public IReadOnlyList<SchemaDefinition> ConstructorsOf(string type) => _byType.GetValueOrDefault(type) ?? [];
}

using TelegramHost.TlSchema;

namespace TelegramHost.TlGen.Emit;

/// <summary>A schema seen as classes: which name each definition gets, who is whose parent, what nests in itself.</summary>
internal sealed class SchemaModel
{
    private readonly Dictionary<string, BoxedType> _types = new(StringComparer.Ordinal);
    private readonly Dictionary<string, TlDefinition> _constructors = new(StringComparer.Ordinal);
    private readonly Dictionary<string, HashSet<string>> _reachable = new(StringComparer.Ordinal);

    public SchemaModel(TlSchemaDocument document)
    {
        var raw = RawDefinitions.Find(document.Definitions);
        var generated = document.Definitions.Where(definition => !definition.IsCore && !raw.Contains(definition)).ToList();
        foreach (var constructor in generated.Where(definition => !definition.IsFunction))
            _constructors.Add(constructor.Name, constructor);
        foreach (var group in _constructors.Values.GroupBy(constructor => constructor.Result.Name))
            _types.Add(group.Key, new BoxedType(group.Key, group.ToList()));
        Functions = generated.Where(definition => definition.IsFunction).ToList();
        VectorItems = FindItems("Vector");
        BareVectorItems = FindItems("vector");
        PeerBearers = new PeerBearers(Types, Functions);
    }

    /// <summary>All boxed types, in order.</summary>
    public IEnumerable<BoxedType> Types => _types.Values;

    /// <summary>All functions, in order.</summary>
    public IReadOnlyList<TlDefinition> Functions { get; }

    /// <summary>Classes that occur as items of boxed vectors.</summary>
    public IReadOnlySet<string> VectorItems { get; }

    /// <summary>Classes that occur as items of bare vectors.</summary>
    public IReadOnlySet<string> BareVectorItems { get; }

    /// <summary>The results that bring users and chats.</summary>
    public PeerBearers PeerBearers { get; }

    /// <summary>The class that stands for a type in C#.</summary>
    public string ClassOf(TlType type) =>
        _types.TryGetValue(type.Name, out var boxed) ? boxed.ClassName
        : type.IsBare && _constructors.TryGetValue(type.Name, out var constructor) ? Names.Pascal(constructor.Name)
        : throw new TlGenException($"The schema has no constructor for type '{type}'.");

    /// <summary>Whether an object of the type can contain another one, directly or through others.</summary>
    public bool IsRecursive(string type) => Reachable(type).Contains(type);

    /// <summary>Whether a field of <paramref name="owner"/> with this type can lead back to <paramref name="owner"/>.</summary>
    public bool LeadsBack(TlType field, string owner)
    {
        var item = BoxedNameOf(field);
        return item is not null && (item == owner || Reachable(item).Contains(owner));
    }

    private HashSet<string> Reachable(string type)
    {
        if (_reachable.TryGetValue(type, out var known))
            return known;
        var seen = new HashSet<string>(StringComparer.Ordinal);
        var open = new Stack<string>([type]);
        while (open.TryPop(out var next))
        {
            foreach (var field in _types[next].Constructors.SelectMany(constructor => constructor.Parameters))
            {
                if (BoxedNameOf(field.Type) is { } name && seen.Add(name))
                    open.Push(name);
            }
        }

        _reachable.Add(type, seen);
        return seen;
    }

    private string? BoxedNameOf(TlType type)
    {
        while (type.Item is not null)
            type = type.Item;
        if (type.IsPrimitive || type.IsFunctionOf)
            return null;
        return _types.ContainsKey(type.Name) ? type.Name
            : _constructors.TryGetValue(type.Name, out var constructor) ? constructor.Result.Name
            : null;
    }

    private HashSet<string> FindItems(string vector) =>
        _constructors.Values.Concat(Functions)
            .SelectMany(definition => definition.Parameters.Select(parameter => parameter.Type).Append(definition.Result))
            .Where(type => type.Name == vector && type.Item is { IsPrimitive: false, IsVector: false })
            .Select(type => ClassOf(type.Item!))
            .ToHashSet(StringComparer.Ordinal);
}

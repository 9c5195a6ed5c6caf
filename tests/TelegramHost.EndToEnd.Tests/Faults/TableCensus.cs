using System.Collections;
using System.Reflection;

namespace TelegramHost.EndToEnd.Tests.Faults;

/// <summary>Counts the entries of every table that an object holds, itself or through others of this project.</summary>
/// <remarks>By reflection, so that a table that is added tomorrow is counted too.</remarks>
internal sealed class TableCensus
{
    private readonly HashSet<object> _seen = new(ReferenceEqualityComparer.Instance);
    private readonly SortedDictionary<string, int> _counts = new(StringComparer.Ordinal);
    private readonly Stack<object> _left = new();
    private readonly Predicate<Type> _belongs;

    private TableCensus(Predicate<Type> belongs) => _belongs = belongs;

    /// <summary>Entries by type and field, of all objects of that type together; what is reached only through types that do not belong does not count.</summary>
    public static IReadOnlyDictionary<string, int> Of(object root, Predicate<Type> belongs)
    {
        var census = new TableCensus(belongs);
        census.Visit(root);
        while (census._left.TryPop(out var next))
            census.Count(next);
        return census._counts;
    }

    private void Count(object owner)
    {
        for (var type = owner.GetType(); type is not null && type != typeof(object); type = type.BaseType)
        {
            foreach (var field in type.GetFields(BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.DeclaredOnly))
            {
                if (field.FieldType.IsPointer || field.FieldType.IsByRefLike || field.GetValue(owner) is not { } value)
                    continue;
                if (value is ICollection table and not Array)
                {
                    var name = $"{type.Name}.{field.Name}";
                    _counts[name] = _counts.GetValueOrDefault(name) + table.Count;
                }

                Visit(value);
            }
        }
    }

    private void Visit(object value)
    {
        if (value is string)
            return;
        if (value is ICollection table)
        {
            if (_seen.Add(value))
                VisitEntries(table);
        }
        else if (IsOwn(value.GetType()) && _belongs(value.GetType()) && (value.GetType().IsValueType || _seen.Add(value)))
        {
            _left.Push(value);
        }
    }

    private void VisitEntries(ICollection table)
    {
        var values = table is IDictionary dictionary ? dictionary.Values : table;
        foreach (var entry in values)
        {
            if (entry is null)
                continue;
            Visit(entry);
            if (entry is not ValueType || IsOwn(entry.GetType()))
                continue;
            // Pairs and tuples of the base library.
            foreach (var field in entry.GetType().GetFields(BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic))
            {
                if (!field.FieldType.IsPrimitive && field.GetValue(entry) is { } part)
                    Visit(part);
            }
        }
    }

    private static bool IsOwn(Type type) => type.Namespace?.StartsWith("TelegramHost", StringComparison.Ordinal) == true && !type.IsEnum;
}

using TelegramHost.TlSchema;

namespace TelegramHost.Emulator.Layers;

/// <summary>A constructor or function of one layer.</summary>
internal sealed class SchemaDefinition
{
    public SchemaDefinition(TlDefinition definition)
    {
        Name = definition.Name;
        Id = definition.Id;
        Result = definition.Result;
        IsFunction = definition.IsFunction;
        var names = definition.Parameters.Select(parameter => parameter.Name).ToList();
        Fields =
        [
            .. definition.Parameters.Select(parameter => new SchemaField(
                parameter.Name,
                parameter.Type,
                parameter.FlagsWord is null ? -1 : names.IndexOf(parameter.FlagsWord),
                parameter.FlagBit,
                parameter.IsFlagsWord)),
        ];
    }

    public string Name { get; }

    public uint Id { get; }

    public TlType Result { get; }

    public bool IsFunction { get; }

    public IReadOnlyList<SchemaField> Fields { get; }

    /// <summary>Whether the function carries another one, as <c>invokeWithLayer</c> does; that one is then its last field.</summary>
    public bool IsWrapper => IsFunction && Fields.Count > 0 && Fields[^1].Type.IsFunctionOf;

    public int IndexOf(string field)
    {
        for (var i = 0; i < Fields.Count; i++)
        {
            if (Fields[i].Name == field)
                return i;
        }

        return -1;
    }
}

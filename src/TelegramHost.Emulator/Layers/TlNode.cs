namespace TelegramHost.Emulator.Layers;

/// <summary>An object of any layer, as its definition and the values of its fields.</summary>
/// <remarks>
/// A value is an <see cref="int"/>, <see cref="long"/>, <see cref="double"/>, <see cref="bool"/> (<c>Bool</c>, and a present
/// <c>true</c>), <c>byte[]</c> (strings, bytes, <c>int128</c>, <c>int256</c>, a wrapped function), a <see cref="TlNode"/>, a list of
/// values (vectors), or null where an optional field is absent. Words of flags hold what was read, and are computed on writing.
/// </remarks>
internal sealed record TlNode(SchemaDefinition Definition, object?[] Values)
{
    public string Name => Definition.Name;

    /// <summary>The value of a field, or null if there is none of that name.</summary>
    public object? this[string field]
    {
        get
        {
            var index = Definition.IndexOf(field);
            return index < 0 ? null : Values[index];
        }
    }
}

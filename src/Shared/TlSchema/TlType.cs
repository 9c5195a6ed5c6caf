namespace TelegramHost.TlSchema;

/// <summary>A type as a schema writes it.</summary>
/// <param name="Name">The name without <c>%</c> and <c>!</c>, for example <c>long</c>, <c>InputPeer</c>, <c>Vector</c>.</param>
/// <param name="Item">The type of a vector's items, or null.</param>
/// <param name="IsBare">Whether a value is written without its constructor id: primitives, lower-case names and <c>%Names</c>.</param>
/// <param name="IsFunctionOf">Whether the value is a function that answers this type (<c>!X</c>).</param>
internal sealed record TlType(string Name, TlType? Item, bool IsBare, bool IsFunctionOf)
{
    /// <summary>Whether it is <c>Vector&lt;T&gt;</c> or <c>vector&lt;T&gt;</c>.</summary>
    public bool IsVector => Item is not null;

    /// <summary>Whether it is one of the types that TL itself knows.</summary>
    public bool IsPrimitive =>
        Name is "int" or "long" or "double" or "string" or "bytes" or "int128" or "int256" or "Bool" or "true" or "#";

    /// <summary>The type as a schema writes it.</summary>
    public override string ToString() => Item is null ? Name : $"{Name}<{Item}>";
}

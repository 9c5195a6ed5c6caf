namespace TelegramHost.TlSchema;

/// <summary>One line of a schema: a constructor or a function.</summary>
/// <param name="Name">The full TL name, for example <c>messages.sendMessage</c>.</param>
/// <param name="Id">The constructor id as sent on the wire.</param>
/// <param name="IsFunction">Whether it stands below <c>---functions---</c>.</param>
/// <param name="Generics">The names of type variables, for example <c>X</c>.</param>
/// <param name="Parameters">The fields in wire order, flag words among them.</param>
/// <param name="Result">What stands behind the equals sign.</param>
/// <param name="Text">The line itself.</param>
/// <param name="Line">Its number, from 1.</param>
internal sealed record TlDefinition(
    string Name,
    uint Id,
    bool IsFunction,
    IReadOnlyList<string> Generics,
    IReadOnlyList<TlParameter> Parameters,
    TlType Result,
    string Text,
    int Line)
{
    /// <summary>Whether the line defines a primitive of the language itself, such as <c>boolTrue</c> or <c>vector</c>.</summary>
    public bool IsCore => Name is "boolTrue" or "boolFalse" or "true" or "null" or "vector";
}

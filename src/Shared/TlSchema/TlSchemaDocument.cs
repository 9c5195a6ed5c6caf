namespace TelegramHost.TlSchema;

/// <summary>A whole schema file.</summary>
/// <param name="Layer">The number in its <c>// LAYER n</c> comment, or null.</param>
/// <param name="Definitions">All lines, constructors and functions, in order.</param>
internal sealed record TlSchemaDocument(int? Layer, IReadOnlyList<TlDefinition> Definitions);

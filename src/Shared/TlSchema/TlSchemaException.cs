namespace TelegramHost.TlSchema;

/// <summary>A schema that cannot be read.</summary>
internal sealed class TlSchemaException(string source, int line, string detail)
    : Exception($"{source}({line}): {detail}");

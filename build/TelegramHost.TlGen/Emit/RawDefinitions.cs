using TelegramHost.TlSchema;

namespace TelegramHost.TlGen.Emit;

/// <summary>Definitions that carry any object at all (TL <c>Object</c>): their bytes are handed on unread, by hand-written code.</summary>
internal static class RawDefinitions
{
    /// <summary>Those that mention <c>Object</c>, or anything that does.</summary>
    public static HashSet<TlDefinition> Find(IReadOnlyList<TlDefinition> definitions)
    {
        var names = new HashSet<string>(StringComparer.Ordinal) { "Object" };
        var raw = new HashSet<TlDefinition>();
        var found = true;
        while (found)
        {
            found = false;
            foreach (var definition in definitions.Where(definition => !raw.Contains(definition) && Mentions(definition, names)).ToList())
            {
                raw.Add(definition);
                names.Add(definition.Name);
                names.Add(definition.Result.Name);
                found = true;
            }
        }

        return raw;
    }

    private static bool Mentions(TlDefinition definition, HashSet<string> names) =>
        names.Contains(definition.Result.Name)
        || definition.Parameters.Any(parameter => names.Contains((parameter.Type.Item ?? parameter.Type).Name));
}

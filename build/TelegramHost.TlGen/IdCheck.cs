using TelegramHost.TlSchema;

namespace TelegramHost.TlGen;

/// <summary>Holds a schema against itself: an id is the CRC32 of its definition.</summary>
internal static class IdCheck
{
    /// <summary>Throws when an id is wrong, naming every wrong one.</summary>
    /// <exception cref="TlGenException">At least one id does not belong to its text, or two definitions share one.</exception>
    public static void Verify(TlSchemaDocument document, string source)
    {
        var faults = new List<string>();
        var seen = new Dictionary<uint, string>();
        foreach (var definition in document.Definitions)
        {
            var expected = TlConstructorId.Compute(definition.Text);
            if (definition.Id != expected)
                faults.Add($"{source}({definition.Line}): {definition.Name}#{definition.Id:x8} should be #{expected:x8} by its text.");
            if (!seen.TryAdd(definition.Id, definition.Name))
                faults.Add($"{source}({definition.Line}): {definition.Name} has the id of {seen[definition.Id]}.");
        }

        if (faults.Count > 0)
            throw new TlGenException(string.Join(Environment.NewLine, faults));
    }
}

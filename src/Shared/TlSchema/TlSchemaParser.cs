using System.Globalization;

namespace TelegramHost.TlSchema;

/// <summary>Reads the text of a <c>.tl</c> file: one definition per line, comments behind <c>//</c>.</summary>
/// <remarks>Source: https://core.telegram.org/mtproto/TL-formal</remarks>
internal static class TlSchemaParser
{
    private const string LayerComment = "// LAYER ";

    /// <summary>Parses <paramref name="text"/>; <paramref name="source"/> is named in errors.</summary>
    /// <exception cref="TlSchemaException">A line is not TL.</exception>
    public static TlSchemaDocument Parse(string text, string source)
    {
        int? layer = null;
        var isFunction = false;
        var definitions = new List<TlDefinition>();
        var number = 0;
        foreach (var rawLine in text.Split('\n'))
        {
            number++;
            var line = rawLine.Trim();
            if (line.StartsWith(LayerComment, StringComparison.Ordinal)
                && int.TryParse(line[LayerComment.Length..], NumberStyles.None, CultureInfo.InvariantCulture, out var given))
                layer = given;
            if (line.Length == 0 || line.StartsWith("//", StringComparison.Ordinal))
                continue;
            if (line is "---functions---" or "---types---")
                isFunction = line == "---functions---";
            else
                definitions.Add(ParseLine(line, isFunction, source, number));
        }

        return new TlSchemaDocument(layer, definitions);
    }

    /// <summary>Parses one definition.</summary>
    /// <exception cref="TlSchemaException">The line is not TL.</exception>
    public static TlDefinition ParseLine(string line, bool isFunction, string source, int number)
    {
        var body = line.TrimEnd(' ', ';');
        var equals = body.LastIndexOf(" = ", StringComparison.Ordinal);
        if (equals < 0)
            throw new TlSchemaException(source, number, "a definition needs ' = Type'.");
        var words = body[..equals].Split(' ', StringSplitOptions.RemoveEmptyEntries);
        var (name, id) = ParseName(words[0], body, source, number);

        // The one definition whose fields are not name:type; TL's readers know vectors by themselves.
        if (name == "vector")
            return new TlDefinition(name, id, isFunction, ["t"], [], new TlType("Vector", null, false, false), line, number);

        var generics = new List<string>();
        var parameters = new List<TlParameter>();
        foreach (var word in words.Skip(1))
        {
            if (word.StartsWith('{'))
                generics.Add(word.Trim('{', '}').Split(':')[0]);
            else
                parameters.Add(ParseParameter(word, source, number));
        }

        return new TlDefinition(name, id, isFunction, generics, parameters, ParseType(body[(equals + 3)..].Trim(), source, number), line, number);
    }

    private static (string Name, uint Id) ParseName(string word, string body, string source, int number)
    {
        var hash = word.IndexOf('#', StringComparison.Ordinal);
        if (hash < 0)
            return (word, TlConstructorId.Compute(body));
        if (!uint.TryParse(word[(hash + 1)..], NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var id))
            throw new TlSchemaException(source, number, $"'{word}' has no hexadecimal id behind '#'.");
        return (word[..hash], id);
    }

    private static TlParameter ParseParameter(string word, string source, int number)
    {
        var colon = word.IndexOf(':', StringComparison.Ordinal);
        if (colon <= 0)
            throw new TlSchemaException(source, number, $"'{word}' is no 'name:type'.");
        var type = word[(colon + 1)..];
        var question = type.IndexOf('?', StringComparison.Ordinal);
        if (question < 0)
            return new TlParameter(word[..colon], ParseType(type, source, number), null, 0);

        var condition = type[..question].Split('.');
        if (condition.Length != 2 || !int.TryParse(condition[1], NumberStyles.None, CultureInfo.InvariantCulture, out var bit) || bit > 31)
            throw new TlSchemaException(source, number, $"'{word}' has a condition that is no 'flags.bit?'.");
        return new TlParameter(word[..colon], ParseType(type[(question + 1)..], source, number), condition[0], bit);
    }

    private static TlType ParseType(string text, string source, int number)
    {
        if (text.Length == 0)
            throw new TlSchemaException(source, number, "a type is missing.");
        if (text[0] == '!')
            return new TlType(text[1..], null, false, true);
        if (text[0] == '%')
            return ParseType(text[1..], source, number) with { IsBare = true };
        var open = text.IndexOfAny(['<', ' ']);
        if (open < 0)
            return new TlType(text, null, text == "#" || char.IsLower(text[text.LastIndexOf('.') + 1]), false);
        var name = text[..open];
        if (name is not ("Vector" or "vector"))
            throw new TlSchemaException(source, number, $"'{text}' is no vector; other generic types are unknown.");
        return new TlType(name, ParseType(text[(open + 1)..].TrimEnd('>').Trim(), source, number), name == "vector", false);
    }
}

using System.Globalization;
using System.Text;

namespace TelegramHost.TlGen.Errors;

/// <summary>The form of <c>schema/errors.txt</c>: one error in a line, its code, its name, and the functions that answer it.</summary>
internal static class ErrorFile
{
    /// <summary>Writes the file's text.</summary>
    public static string Render(IEnumerable<KnownError> errors, int layer)
    {
        var text = new StringBuilder($"// Errors of layer {layer}: code, name with %d for a number, functions that are known to answer it.\n");
        foreach (var error in errors.OrderBy(error => error.Code).ThenBy(error => error.Name, StringComparer.Ordinal))
        {
            text.Append(CultureInfo.InvariantCulture, $"{error.Code} {error.Name}");
            foreach (var method in error.Methods)
                text.Append(' ').Append(method);
            text.Append('\n');
        }

        return text.ToString();
    }

    /// <summary>Reads the file's text.</summary>
    /// <exception cref="TlGenException">A line is no error.</exception>
    public static IReadOnlyList<KnownError> Parse(string text, string source)
    {
        var errors = new List<KnownError>();
        var number = 0;
        foreach (var line in text.Split('\n'))
        {
            number++;
            if (string.IsNullOrWhiteSpace(line) || line.StartsWith("//", StringComparison.Ordinal))
                continue;
            var parts = line.Split(' ', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
            if (parts.Length < 2 || !int.TryParse(parts[0], CultureInfo.InvariantCulture, out var code))
                throw new TlGenException($"{source}({number}): expected a code and a name, found \"{line}\".");
            errors.Add(new KnownError(code, parts[1], parts[2..]));
        }

        return errors;
    }
}

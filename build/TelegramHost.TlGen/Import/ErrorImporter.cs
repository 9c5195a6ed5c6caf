using System.Text.Json;
using TelegramHost.TlGen.Errors;

namespace TelegramHost.TlGen.Import;

/// <summary>Turns the list of errors in the npm package @mtcute/core into <c>errors.txt</c>. Its descriptions are prose of others and stay behind.</summary>
internal static class ErrorImporter
{
    /// <summary>Reads the unpacked package; answers file name and content.</summary>
    public static (string Name, string Text) Import(string packageFolder, int layer)
    {
        using var document = JsonDocument.Parse(File.ReadAllText(Path.Combine(packageFolder, "tl", "raw-errors.json")));
        var methods = document.RootElement.GetProperty("throws").EnumerateObject()
            .SelectMany(method => method.Value.EnumerateArray().Select(error => (Error: error.GetString()!, Method: method.Name)))
            .ToLookup(pair => pair.Error, pair => pair.Method, StringComparer.Ordinal);
        var errors = document.RootElement.GetProperty("errors").EnumerateObject().Select(error => new KnownError(
            error.Value.GetProperty("code").GetInt32(),
            error.Name,
            [.. methods[error.Name].Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal)]));
        return ("errors.txt", ErrorFile.Render(errors, layer));
    }
}

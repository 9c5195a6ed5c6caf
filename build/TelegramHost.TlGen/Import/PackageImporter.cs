using System.Text;
using System.Text.Json;

namespace TelegramHost.TlGen.Import;

/// <summary>Turns the JSON schemas of the npm package @mtcute/core into <c>.tl</c> text.</summary>
internal static class PackageImporter
{
    /// <summary>Reads the unpacked package; answers file names and contents.</summary>
    public static IEnumerable<(string Name, string Text)> Import(string packageFolder)
    {
        using var api = Open(packageFolder, "api-schema.json");
        var layer = api.RootElement.GetProperty("l").GetInt32();
        var apiEntries = PackageEntry.ReadAll(api.RootElement.GetProperty("e")).Where(entry => !KnownDefinitions.IsForeign(entry.Name));
        yield return ("api.tl", Render($"// LAYER {layer}", KnownDefinitions.Core, apiEntries, []));

        using var mtproto = Open(packageFolder, "mtp-schema.json");
        var mtprotoEntries = PackageEntry.ReadAll(mtproto.RootElement);
        yield return ("mtproto.tl", Render(
            "// MTProto 2.0 service messages", KnownDefinitions.MtProtoTypes, mtprotoEntries, KnownDefinitions.MtProtoFunctions));
    }

    /// <summary>The package's layer.</summary>
    public static int LayerOf(string packageFolder)
    {
        using var api = Open(packageFolder, "api-schema.json");
        return api.RootElement.GetProperty("l").GetInt32();
    }

    private static JsonDocument Open(string packageFolder, string name) =>
        JsonDocument.Parse(File.ReadAllText(Path.Combine(packageFolder, "tl", name)));

    private static string Render(string head, IReadOnlyList<string> types, IEnumerable<PackageEntry> entries, IReadOnlyList<string> functions)
    {
        var all = entries.ToList();
        var text = new StringBuilder();
        text.Append(head).Append("\n\n");
        foreach (var line in types.Concat(all.Where(entry => !entry.IsFunction).Select(entry => entry.ToTl())))
            text.Append(line).Append(";\n");
        text.Append("\n---functions---\n\n");
        foreach (var line in functions.Concat(all.Where(entry => entry.IsFunction).Select(entry => entry.ToTl())))
            text.Append(line).Append(";\n");
        return text.ToString();
    }
}

using System.Reflection;
using TelegramHost.TlSchema;

namespace TelegramHost.Emulator.Layers;

/// <summary>The layers that the emulator speaks: those built in, and those of a folder.</summary>
internal sealed class LayerCatalog
{
    private const string ResourcePrefix = "TelegramHost.Emulator.Layers.";

    private readonly SortedDictionary<int, Lazy<SchemaLayer>> _layers = [];

    private LayerCatalog(SchemaLayer newest)
    {
        Newest = newest;
        _layers[newest.Number] = new Lazy<SchemaLayer>(newest);
    }

    /// <summary>The layer in which the world itself thinks.</summary>
    public SchemaLayer Newest { get; }

    public IEnumerable<int> Numbers => _layers.Keys;

    /// <summary>Loads the built-in layers, and those of <paramref name="folder"/> if one is given.</summary>
    /// <exception cref="ArgumentException">The folder is missing, or a file in it is no schema of a layer.</exception>
    public static LayerCatalog Load(string? folder)
    {
        var catalog = new LayerCatalog(Parse(ReadResource("api.tl"), "api.tl"));
        foreach (var resource in Assembly.GetExecutingAssembly().GetManifestResourceNames())
        {
            if (resource.StartsWith(ResourcePrefix, StringComparison.Ordinal)
                && int.TryParse(resource.AsSpan(ResourcePrefix.Length, resource.Length - ResourcePrefix.Length - 3), out var number))
                catalog._layers[number] = new Lazy<SchemaLayer>(() => Parse(ReadResource($"{number}.tl"), $"{number}.tl"));
        }

        if (folder is not null)
            catalog.AddFolder(folder);
        return catalog;
    }

    /// <summary>The layer that a client declared, or the nearest older one that is known, or the oldest.</summary>
    public SchemaLayer Resolve(int declared)
    {
        if (declared <= 0)
            return Newest;
        Lazy<SchemaLayer>? best = null;
        foreach (var (number, layer) in _layers)
        {
            if (best is null || number <= declared)
                best = layer;
        }

        return best!.Value;
    }

    /// <summary>The name of a definition in any layer that is loaded, newest first.</summary>
    public string? NameOf(uint id)
    {
        if (Newest.Find(id) is { } definition)
            return definition.Name;
        foreach (var layer in _layers.Values.Reverse())
        {
            if (layer.IsValueCreated && layer.Value.Find(id) is { } older)
                return older.Name;
        }

        return null;
    }

    private void AddFolder(string folder)
    {
        if (!Directory.Exists(folder))
            throw new ArgumentException($"The folder of layer schemas '{folder}' does not exist.");
        foreach (var file in Directory.GetFiles(folder, "*.tl").Order(StringComparer.Ordinal))
        {
            var layer = Parse(File.ReadAllText(file), file);
            // The world's own layer cannot be replaced: all answers are made in it.
            if (layer.Number != Newest.Number)
                _layers[layer.Number] = new Lazy<SchemaLayer>(layer);
        }
    }

    private static SchemaLayer Parse(string text, string source)
    {
        try
        {
            var document = TlSchemaParser.Parse(text, source);
            return new SchemaLayer(document.Layer ?? throw new ArgumentException($"The schema '{source}' does not begin with '// LAYER n'."), document);
        }
        catch (TlSchemaException exception)
        {
            throw new ArgumentException($"The schema of a layer cannot be read: {exception.Message}", exception);
        }
    }

    private static string ReadResource(string name)
    {
        using var stream = Assembly.GetExecutingAssembly().GetManifestResourceStream(ResourcePrefix + name)
            ?? throw new InvalidOperationException($"The resource {ResourcePrefix}{name} is missing in the assembly.");
        using var reader = new StreamReader(stream);
        return reader.ReadToEnd();
    }
}

using System.Text.Json;

namespace TelegramHost.TestSupport;

/// <summary>Finds the test vectors that lie beside the repository; a stranger's clone has none.</summary>
public static class Vectors
{
    /// <summary>The folder of vectors, or null.</summary>
    public static string? Folder { get; } = Find();

    /// <summary>Why tests on vectors do not run, or null.</summary>
    public static string? SkipReason { get; } =
        Folder is null ? "The test vectors (../shared/vectors beside the repository) are not here." : null;

    /// <summary>Opens the file whose name starts with <paramref name="number"/>, for example "05".</summary>
    public static JsonElement Load(string number)
    {
        var file = Directory.GetFiles(Folder ?? throw new InvalidOperationException(SkipReason), number + "-*.json").Single();
        using var document = JsonDocument.Parse(File.ReadAllText(file));
        return document.RootElement.Clone();
    }

    /// <summary>The bytes of a hex property.</summary>
    public static byte[] Hex(this JsonElement element, string property) => Convert.FromHexString(element.GetProperty(property).GetString()!);

    private static string? Find()
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            if (!File.Exists(Path.Combine(folder.FullName, "TelegramHost.sln")))
                continue;
            var candidate = Path.Combine(folder.Parent?.FullName ?? folder.FullName, "shared", "vectors");
            return Directory.Exists(candidate) ? candidate : null;
        }

        return null;
    }
}

/// <summary>A fact that needs the test vectors and is skipped without them.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class VectorFactAttribute : FactAttribute
{
    /// <summary>Skips when the vectors are not there.</summary>
    public VectorFactAttribute() => Skip = Vectors.SkipReason;
}

/// <summary>A theory over test vectors, skipped without them. Its data source must answer an empty-safe row set.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class VectorTheoryAttribute : TheoryAttribute
{
    /// <summary>Skips when the vectors are not there.</summary>
    public VectorTheoryAttribute() => Skip = Vectors.SkipReason;
}

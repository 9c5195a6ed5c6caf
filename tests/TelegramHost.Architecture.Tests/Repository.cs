namespace TelegramHost.Architecture.Tests;

/// <summary>The checkout that the tests were built from.</summary>
internal static class Repository
{
    public static string Root { get; } = FindRoot();

    public static string PathOf(params string[] parts) => Path.Combine([Root, .. parts]);

    /// <summary>Source files written by hand, as paths from the root with forward slashes.</summary>
    public static IEnumerable<string> SourceFiles(params string[] folders) =>
        from folder in folders
        let full = PathOf(folder)
        where Directory.Exists(full)
        from file in Directory.EnumerateFiles(full, "*.cs", SearchOption.AllDirectories)
        let path = Path.GetRelativePath(Root, file).Replace('\\', '/')
        where !path.Contains("/obj/", StringComparison.Ordinal) && !path.Contains("/bin/", StringComparison.Ordinal)
        orderby path
        select path;

    private static string FindRoot()
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            if (File.Exists(Path.Combine(folder.FullName, "TelegramHost.sln")))
                return folder.FullName;
        }

        throw new InvalidOperationException($"No TelegramHost.sln above {AppContext.BaseDirectory}.");
    }
}

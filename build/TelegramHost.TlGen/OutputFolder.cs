namespace TelegramHost.TlGen;

/// <summary>A folder of generated files.</summary>
internal static class OutputFolder
{
    /// <summary>Makes the folder hold exactly <paramref name="files"/>. Files that are right already stay untouched, so that nothing compiles anew.</summary>
    /// <returns>How many files were written or deleted.</returns>
    public static int Write(string folder, IReadOnlyDictionary<string, string> files)
    {
        Directory.CreateDirectory(folder);
        var changed = 0;
        foreach (var stale in Directory.GetFiles(folder, "*.cs").Where(path => !files.ContainsKey(Path.GetFileName(path))))
        {
            File.Delete(stale);
            changed++;
        }

        foreach (var (name, text) in files)
        {
            var path = Path.Combine(folder, name);
            if (File.Exists(path) && File.ReadAllText(path) == text)
                continue;
            File.WriteAllText(path, text);
            changed++;
        }

        return changed;
    }
}
